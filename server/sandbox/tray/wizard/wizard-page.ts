import { html } from 'hono/html';

import type { AuthStep, ConfigField, WizardSession } from './wizard-session.ts';

type Markup = ReturnType<typeof html>;

/** The wizard: all steps in one page, of which its script shows one at a time. */
export function wizardPage(
  session: WizardSession,
  steps: { auths: AuthStep[]; fields: ConfigField[] },
  customValidation: boolean,
): Markup {
  return page(
    session.solution.title,
    html`<main data-session="${session.id}" data-custom-validation="${String(customValidation)}">
      <header>
        <p class="solution">${session.solution.title}</p>
        <h1 dir="auto">${session.instance.name}</h1>
        <p id="progress" class="progress"></p>
      </header>
      <form id="wizard" autocomplete="off" novalidate>
        ${steps.auths.map(authStep)} ${steps.fields.length > 0 ? configStep(steps.fields) : ''}
        ${reviewStep(steps.auths.length + steps.fields.length)}
        <p id="message" class="message" role="alert"></p>
        <p id="status" class="status" role="status"></p>
        <div class="actions">
          <button type="button" id="cancel" class="quiet">Cancel</button>
          <span class="gap"></span>
          <button type="button" id="back" hidden>Back</button>
          <button type="submit" id="next" class="main" hidden>Next</button>
          <button type="submit" id="finish" class="main" hidden>Finish</button>
        </div>
      </form>
      ${closing('done', 'Finished', 'Your settings are saved. You can close this window.')}
      ${closing('cancelled', 'Cancelled', 'Nothing was changed. You can close this window.')}
    </main>`,
  );
}

/** What is shown, and told to the opener, when the wizard cannot start. */
export function errorPage(message: string): Markup {
  return page(
    'Configuration',
    html`<main data-error="${message}">
      <h1>This configuration cannot be opened</h1>
      <p class="message">${message}</p>
      <p>Close this window and open it again from where you came.</p>
    </main>`,
  );
}

/** A page of the vendor's own windows, with the script that runs in it. */
export function page(title: string, main: Markup, script = 'wizard.js'): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/wizard.css" />
        <script src="/assets/${script}" defer></script>
      </head>
      <body>
        ${main}
        <footer>Sandbox of Tray: no real account is touched</footer>
      </body>
    </html>`;
}

function authStep({ slot, serviceTitle, connected }: AuthStep): Markup {
  return html`<section data-step="auth" data-slot="${slot.externalId}" data-auth-id="${connected?.authId ?? ''}" hidden>
    <h2 tabindex="-1">${slot.title}</h2>
    <p>${serviceTitle} needs your permission once.</p>
    <p class="account" role="status">${connected ? `Connected: ${connected.name}` : 'Not connected'}</p>
    <button type="button" class="connect" aria-describedby="slot-${slot.externalId}-error">Connect</button>
    <p class="field-error" id="slot-${slot.externalId}-error" data-error-for="${slot.externalId}"></p>
  </section>`;
}

function configStep(fields: ConfigField[]): Markup {
  return html`<section data-step="config" hidden>
    <h2 tabindex="-1">Settings</h2>
    ${fields.map(configField)}
  </section>`;
}

function configField({ slot, text, structured, required }: ConfigField): Markup {
  const id = `slot-${slot.externalId}`;
  return html`<div class="field">
    <label for="${id}">${slot.title}</label>
    <input
      type="text"
      id="${id}"
      dir="auto"
      data-slot="${slot.externalId}"
      data-structured="${String(structured)}"
      aria-describedby="${id}-error"
      aria-required="${String(required)}"
      value="${text}"
    />
    <p class="field-error" id="${id}-error" data-error-for="${slot.externalId}"></p>
  </div>`;
}

function reviewStep(slotCount: number): Markup {
  return html`<section data-step="review" hidden>
    <h2 tabindex="-1">Review</h2>
    ${slotCount === 0 ? html`<p>There is nothing to set up here.</p>` : html`<dl id="review"></dl>`}
  </section>`;
}

function closing(id: string, title: string, text: string): Markup {
  return html`<section id="${id}" class="closing" hidden>
    <h2 tabindex="-1">${title}</h2>
    <p>${text}</p>
  </section>`;
}
