// Wrong on purpose: check-canary.mjs lints this as a file of several folders, and every time it must fail.
import { Injectable } from '@nestjs/common';
import { RequestProblem } from '@org/json-api';
import * as entities from '@org/invoice-domain/entities';
import * as persistence from '@org/invoice-domain/persistence';
import * as sdk from '@org/sdk';
import { fastify } from 'fastify';
import pg from 'pg';
import { DataSource } from 'typeorm';
import * as catalog from '../catalog/illegal-import.js';
import * as importing from '../importing/illegal-import.js';
import * as invoices from '../invoices/illegal-import.js';
import * as ledger from '../ledger/illegal-import.js';
import * as parties from '../parties/illegal-import.js';
import * as payments from '../payments/illegal-import.js';
import * as reading from '../reading/illegal-import.js';
import * as testing from '../testing/illegal-import.js';
import * as usage from '../usage/illegal-import.js';
import type * as usageBilling from '../usage-billing/illegal-import.js';
import * as writing from '../writing/illegal-import.js';
import * as postgres from './postgres/illegal-import.js';

export type Smuggled = typeof usageBilling;
export const smuggled = [Injectable, RequestProblem, entities, persistence, sdk, fastify, pg, DataSource, postgres];
export const upwards = [catalog, importing, invoices, ledger, parties, payments, reading, testing, usage, writing];
