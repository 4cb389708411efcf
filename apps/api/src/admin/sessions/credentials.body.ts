import { IsString, MaxLength } from 'class-validator';

/** The name and password of an admin user, from which a token is made. */
export class CredentialsBody {
  @IsString()
  @MaxLength(255)
  readonly username!: string;

  /** Bounded so that nobody has the server hash megabytes. */
  @IsString()
  @MaxLength(1_024)
  readonly password!: string;
}
