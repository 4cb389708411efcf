import type { Instant } from '@org/kernel';
import { Check, Entity } from 'typeorm';
import { adminRoles, type AdminRole, type AdminUser } from '../admin-user.js';
import type { AdminUserId } from '../../model/ids.js';
import { oneOf } from '../../schema/columns/checks.js';
import {
  AddressesColumn,
  BigintColumn,
  CreatedAt,
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  IntegerKey,
  TextColumn,
} from '../../schema/columns/columns.js';

@Entity('admin_users')
@Check('admin_users_role_check', oneOf('role', adminRoles))
@Check('admin_users_second_factor_check', 'second_factor_since IS NULL OR totp_secret IS NOT NULL')
@Check('admin_users_token_generation_check', 'token_generation >= 0')
export class AdminUserEntity implements AdminUser {
  @IntegerKey() readonly id!: AdminUserId;
  @TextColumn({ unique: true }) readonly username!: string;
  @TextColumn() readonly passwordHash!: string;
  @TextColumn({ default: 'owner' }) readonly role!: AdminRole;
  @FlagColumn({ default: true }) readonly active!: boolean;
  @AddressesColumn({ nullable: true }) readonly allowedIps!: readonly string[] | null;
  @IntegerColumn({ default: 0 }) readonly tokenGeneration!: number;
  @TextColumn({ nullable: true }) readonly totpSecret!: string | null;
  @BigintColumn({ default: 0 }) readonly totpStep!: number;
  @InstantColumn({ nullable: true }) readonly secondFactorSince!: Instant | null;
  @CreatedAt() readonly createdAt!: Instant;
}
