import { html } from 'hono/html';

import { type AuthSession, likelyAccount } from './auth-session.ts';
import { page } from './wizard-page.ts';

type Markup = ReturnType<typeof page>;

const script = 'auth.js';

/** The dialog about one authentication, in the place of the service's own sign-in page: any account may be typed. */
export function authPage(session: AuthSession): Markup {
  const { service, edited } = session;
  const title = edited ? `Connect ${service.title} again` : `Connect ${service.title}`;
  return page(
    title,
    html`<main data-session="${session.id}">
      <header>
        <p class="solution">${service.title}</p>
        <h1>${title}</h1>
        <p class="progress">Which account is to be used?</p>
      </header>
      <form id="auth" autocomplete="off" novalidate>
        <section>
          ${edited ? html`<p dir="auto">${edited.name}</p>` : ''}
          <div class="field">
            <label for="account">Account</label>
            <input
              type="text"
              id="account"
              dir="auto"
              aria-required="true"
              aria-describedby="account-error"
              value="${likelyAccount(session)}"
            />
            <p class="field-error" id="account-error"></p>
          </div>
        </section>
        <p id="message" class="message" role="alert"></p>
        <p id="status" class="status" role="status"></p>
        <div class="actions">
          <button type="button" id="cancel" class="quiet">Cancel</button>
          <span class="gap"></span>
          <button type="submit" id="connect" class="main">Connect</button>
        </div>
      </form>
      ${closing('done', 'Connected', 'You can close this window.')}
      ${closing('cancelled', 'Cancelled', 'Nothing was connected. You can close this window.')}
    </main>`,
    script,
  );
}

/** What is shown, and told to the opener, when the dialog cannot start. */
export function authErrorPage(message: string): Markup {
  return page(
    'Connection',
    html`<main data-error="${message}">
      <h1>This connection cannot be opened</h1>
      <p class="message">${message}</p>
      <p>Close this window and open it again from where you came.</p>
    </main>`,
    script,
  );
}

function closing(id: string, title: string, text: string): Markup {
  return html`<section id="${id}" class="closing" hidden>
    <h2 tabindex="-1">${title}</h2>
    <p>${text}</p>
  </section>`;
}
