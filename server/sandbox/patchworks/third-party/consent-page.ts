import { html } from 'hono/html';

type Markup = ReturnType<typeof html>;

/** The look of every imitation third party. */
export const consentStyle =
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1c2430}main{max-width:26rem;margin:10vh auto;' +
  'padding:2rem;background:#fff;border-radius:12px;box-shadow:0 1px 4px #0003}h1{font-size:1.3rem;margin-top:0}' +
  'label{display:block;font-weight:600}input{width:100%;box-sizing:border-box;font:inherit;padding:.5rem;margin:.25rem 0 1rem}' +
  'button{font:inherit;padding:.6rem 1.2rem;border-radius:8px;border:1px solid #44506a;background:#fff;color:#1c2430;margin-right:.5rem}' +
  'button.main{background:#23406e;color:#fff}@media(max-width:30rem){main{margin:0;min-height:100vh;border-radius:0;box-sizing:border-box}}';

/** Where a person agrees, on the third party's own page; any account may be typed. */
export function consentPage(name: string, state: string, account: string): Markup {
  return page(
    `Sign in to ${name}`,
    html`<h1>Patchworks wants to use your ${name} account</h1>
      <p>It will read and write what you can read and write.</p>
      <form method="post" autocomplete="off">
        <input type="hidden" name="state" value="${state}" />
        <label for="account">Account</label>
        <input id="account" name="account" dir="auto" value="${account}" maxlength="200" />
        <button class="main" name="answer" value="allow">Allow</button>
        <button name="answer" value="deny">Deny</button>
      </form>`,
  );
}

/** What is shown when there is nothing to agree to. */
export function consentErrorPage(message: string): Markup {
  return page(
    'Sign in',
    html`<h1>This sign-in cannot go on</h1>
      <p>${message}</p>`,
  );
}

function page(title: string, content: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/third-party/consent.css" />
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}
