import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const executable = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether there is a browser; in CI a missing one is a failure and not a reason to skip. */
export const hasBrowser = existsSync(executable) || process.env['CI'] === 'true';

/** Continuous integration runs as root, for whom there is no sandbox; and nothing is to be asked of the outside world. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: executable, args: flags });

/** A page, and everything that it asked for or complained about. */
export class WatchedPage {
  readonly requests: string[] = [];
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, url: string): Promise<WatchedPage> {
    const watched = new WatchedPage(await browser.newPage());
    await watched.page.goto(url);
    return watched;
  }
}
