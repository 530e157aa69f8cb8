/** Runs inside the auth-only dialog's page: connects once, and speaks with the window that opened it. */

// The opener's origin is not known to the vendor, so messages go to any; they carry no secret.
const host = window.opener ?? window.parent;
const main = document.querySelector('main');

// The mixed letter case of these types is Tray's own.
function tell(type, content = {}) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the target is given
  host.postMessage({ type, ...content }, '*');
}

if (main.dataset.error === undefined) startDialog();
else tell('tray.authPopup.error', { error: main.dataset.error });

function startDialog() {
  const form = byId('auth');
  const account = byId('account');

  function show(problem) {
    byId('account-error').textContent = problem;
    account.setAttribute('aria-invalid', String(problem !== ''));
    if (problem !== '') account.focus();
  }

  function close(id) {
    form.hidden = true;
    byId(id).hidden = false;
    byId(id).querySelector('h2').focus();
  }

  async function connect() {
    const controls = form.querySelectorAll('input, button');
    for (const control of controls) control.disabled = true;
    byId('status').textContent = 'Connecting';
    byId('message').textContent = '';
    try {
      const { authId } = await send({ account: account.value.trim() });
      close('done');
      tell('tray.authpopup.finish', { authType: 'oauth', authId });
    } catch (error) {
      const text = error instanceof SyntaxError ? 'The dialog got an answer it cannot read' : error.message;
      byId('message').textContent = text;
      tell('tray.authPopup.error', { error: text });
    } finally {
      byId('status').textContent = '';
      for (const control of controls) control.disabled = false;
    }
  }

  account.addEventListener('input', () => show(''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (account.value.trim() === '') show('An account is needed');
    else void connect();
  });
  byId('cancel').addEventListener('click', () => {
    close('cancelled');
    tell('tray.authpopup.close');
  });
  account.focus();
}

function byId(id) {
  return document.getElementById(id);
}

async function send(content) {
  const response = await fetch('/external/auth/connect', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-session': main.dataset.session },
    body: JSON.stringify(content),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? 'The account could not be connected');
  return answer;
}
