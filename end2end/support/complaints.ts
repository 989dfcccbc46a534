// What a page complains about: warnings and errors on the console (a violation of the content
// security policy and a failed hydration are among them), and exceptions that nobody caught.
import type { Page } from '@playwright/test';

export class Complaints {
  readonly all: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => {
      if (['warning', 'error', 'assert'].includes(message.type())) {
        this.all.push(`${page.url()}: ${message.type()}: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => this.all.push(`${page.url()}: ${error.message}`));
  }
}
