import { credentialLimits } from '@org/invoice-domain';
import { IsString, MaxLength } from 'class-validator';

/** The name and password of an admin user, from which a token is made. */
export class CredentialsBody {
  @IsString()
  @MaxLength(credentialLimits.username)
  readonly username!: string;

  @IsString()
  @MaxLength(credentialLimits.password)
  readonly password!: string;
}
