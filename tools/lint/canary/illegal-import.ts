// Wrong on purpose: check-canary.mjs lints this as a file of several projects, and every time it must fail.
import { DataSource } from 'typeorm';
import * as persistence from '@org/invoice-domain/persistence';
import * as sdk from '@org/sdk';
import fastify from 'fastify';

export const smuggled = [DataSource, persistence, sdk, fastify];
