import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { flag, wholeNumber } from './from-text.js';

/** A whole number that an environment variable gives. */
export const Count = (
  name: string,
  { least = 1, most }: { readonly least?: number; readonly most: number },
): PropertyDecorator => applyDecorators(Expose({ name }), Transform(wholeNumber), IsInt(), Min(least), Max(most));

/** A flag that an environment variable gives: true or false. */
export const Flag = (name: string): PropertyDecorator =>
  applyDecorators(Expose({ name }), Transform(flag), IsBoolean({ message: `${name} must be true or false` }));
