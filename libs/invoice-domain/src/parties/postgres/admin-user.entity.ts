import type { Instant } from '@org/kernel';
import { Entity } from 'typeorm';
import type { AdminUser } from '../admin-user.js';
import type { AdminUserId } from '../../model/ids.js';
import { AddressesColumn, CreatedAt, IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('admin_users')
export class AdminUserEntity implements AdminUser {
  @IntegerKey() readonly id!: AdminUserId;
  @TextColumn({ unique: true }) readonly username!: string;
  @TextColumn() readonly passwordHash!: string;
  @AddressesColumn({ nullable: true }) readonly allowedIps!: readonly string[] | null;
  @CreatedAt() readonly createdAt!: Instant;
}
