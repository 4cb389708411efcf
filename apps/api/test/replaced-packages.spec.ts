import { FileTypeValidator } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

const fileOf = (buffer: Buffer) => ({ buffer, mimetype: 'image/png', size: buffer.length });

/** Package.json's `overrides` give Nest and Fastify older majors than they ask for, which run on the oldest Node supported. */
describe('the packages that overrides replace', () => {
  it('cookie: encodes what a request without a network sends', async () => {
    const server = fastify();
    server.get('/', (request) => ({ cookie: request.headers.cookie }));
    const { body } = await server.inject({ url: '/', cookies: { plain: 'one', spaced: 'two words; and more' } });

    expect(JSON.parse(body)).toEqual({ cookie: 'plain=one; spaced=two%20words%3B%20and%20more' });
  });

  it('file-type: tells Nest what a file holds, whatever it is called', async () => {
    const validator = new FileTypeValidator({ fileType: 'image/png' });

    expect(await validator.isValid(fileOf(png))).toBe(true);
    expect(await validator.isValid(fileOf(Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1')))).toBe(false);
    expect(await validator.isValid(fileOf(Buffer.from('no image')))).toBe(false);
  });
});
