import { credentialLimits } from '@org/invoice-domain';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** The name and password of an admin user, from which a token is made. */
export class CredentialsBody {
  @IsString()
  @MaxLength(credentialLimits.username)
  readonly username!: string;

  @IsString()
  @MaxLength(credentialLimits.password)
  readonly password!: string;

  /** One-time code of a user who has a second factor: an extension. */
  @IsOptional()
  @Matches(/^\d{6}$/)
  readonly code?: string;
}
