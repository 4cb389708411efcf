import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, openBrowser, WatchedPage } from './openapi/browser.js';
import { sendTo } from '@org/tools/testing';
import { DemoWorld } from './support/demo-world.js';
import type { Server } from './support/server.js';

let world: DemoWorld;
let server: Server;

beforeAll(async () => {
  world = await DemoWorld.start();
  server = world.server;
});

afterAll(() => world.stop());

describe('the page of the descriptions', () => {
  it('allows no script in itself and no other host, and keeps the headers of every answer', async () => {
    const { status, headers } = await sendTo(server.origin, '/docs');
    const directives = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((directive) => [directive.split(' ', 1)[0], directive.replace(/^\S+ /, '')]),
    );

    expect(status).toBe(200);
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('connect-src')).toBe("'self'");
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
  });

  it('has files of its own, and none beside them', async () => {
    const statuses = await Promise.all(
      ['swagger-ui-bundle.js', 'start.js', 'package.json', '..%2Fpackage.json'].map(
        async (name) => (await sendTo(server.origin, `/docs/${name}`)).status,
      ),
    );

    expect(statuses).toEqual([200, 200, 404, 404]);
  });
});

(hasBrowser ? describe : describe.skip)('in a browser, the page of the descriptions', () => {
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await openBrowser();
    watched = await WatchedPage.open(browser, `${server.origin}/docs`);
  });

  afterAll(() => browser.close());

  it('shows the admin API, and an invoice to whoever types in a token', async () => {
    const { page } = watched;
    await page.locator('.info .title', { hasText: 'Admin API' }).waitFor();
    await authorize(page, 'authorization', server.fromBanner('admin token'));
    const answer = await tryOut(page, { tag: 'invoices', operation: 'show-invoices', values: { id: '18' } });

    expect(answer).toEqual({ status: '200', body: expect.stringContaining('"type": "invoices"') });
  });

  it('shows the reseller API when it is chosen, and tries it out likewise', async () => {
    const { page } = watched;
    await page.selectOption('#select', { label: 'Reseller API' });
    await page.locator('.info .title', { hasText: 'Reseller API' }).waitFor();
    await authorize(page, 'token', server.fromBanner('X-Api-Token'));
    const values = { reseller_id: '1', invoice_id: '3973' };
    const answer = await tryOut(page, { tag: 'invoices', operation: 'show_invoices', values });

    expect(answer).toEqual({ status: '200', body: expect.stringContaining('"document_id": "003661"') });
  });

  it('asked nothing of any other host, and broke no rule of its own', () => {
    const elsewhere = watched.requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(server.origin));

    expect(elsewhere).toEqual([]);
    expect(watched.complaints).toEqual([]);
    expect(watched.requests).toEqual(
      expect.arrayContaining(['/openapi/admin.json', '/openapi/reseller.json'].map((path) => server.origin + path)),
    );
  });
});

/** Types a token into the field of a security scheme. */
const authorize = async (page: Page, scheme: string, token: string): Promise<void> => {
  await page.locator('.auth-wrapper > .btn.authorize').click();
  const field = page.locator('.auth-container', { hasText: `${scheme} (` }).first();
  await field.locator('input').fill(token);
  await field.locator('button[type=submit]').click();
  await field.locator('.btn-done').click();
};

interface Trial {
  readonly tag: string;
  readonly operation: string;
  /** Values by path parameter. */
  readonly values: Readonly<Record<string, string>>;
}

/** Sends a request from the page, as a visitor would. */
const tryOut = async (
  page: Page,
  { tag, operation, values }: Trial,
): Promise<{ readonly status: string; readonly body: string }> => {
  // What is open stays open when the other API is chosen.
  const group = page.locator(`h3#operations-tag-${tag}`);
  if ((await group.getAttribute('data-is-open')) !== 'true') await group.click();
  const shown = page.locator(`[id="operations-${tag}-${operation}"]`);
  await shown.locator('.opblock-summary-control').click();
  await shown.locator('.try-out__btn').click();
  for (const [name, value] of Object.entries(values)) {
    await shown.locator(`tr[data-param-name="${name}"] input`).fill(value);
  }
  await shown.locator('.execute').click();
  const answer = shown.locator('.live-responses-table tbody tr.response').first();
  return {
    status: await answer.locator('.response-col_status').innerText(),
    body: await answer.locator('.response-col_description').innerText(),
  };
};
