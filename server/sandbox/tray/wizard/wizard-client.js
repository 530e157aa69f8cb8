/** Runs inside the wizard's page: shows one step at a time and speaks with the window that opened it. */

// The opener's origin is not known to the vendor, so messages go to any; they carry no secret.
const host = window.opener ?? window.parent;
const main = document.querySelector('main');

function tell(type, content = {}) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the target is given
  host.postMessage({ type, ...content }, '*');
}

if (main.dataset.error === undefined) startWizard();
else tell('tray.configPopup.error', { err: main.dataset.error });

function startWizard() {
  const steps = [...document.querySelectorAll('[data-step]')];
  const inputs = [...document.querySelectorAll('input[data-slot]')];
  const authSteps = steps.filter((step) => step.dataset.step === 'auth');
  let place = 0;
  let busy = false;
  let validating = false;

  function refresh() {
    if (byId('wizard').hidden) return;
    const step = steps[place];
    const last = place === steps.length - 1;
    for (const other of steps) other.hidden = other !== step;
    byId('progress').textContent = `Step ${place + 1} of ${steps.length}`;
    byId('back').hidden = place === 0;
    byId('next').hidden = last;
    byId('finish').hidden = !last;
    byId('back').disabled = busy;
    byId('next').disabled = busy || !isStepFilled(step);
    byId('finish').disabled = busy;
    for (const control of document.querySelectorAll('input, .connect')) control.disabled = busy;
  }

  function show(next) {
    place = next;
    byId('message').textContent = '';
    if (steps[place].dataset.step === 'review') review();
    refresh();
    steps[place].querySelector('h2').focus();
  }

  function setBusy(value, text = '') {
    busy = value;
    byId('status').textContent = text;
    refresh();
  }

  function fail(text) {
    byId('message').textContent = text;
    tell('tray.configPopup.error', { err: text });
  }

  function review() {
    const list = byId('review');
    if (!list) return;
    const lines = [
      ...authSteps.map((step) => [step.querySelector('h2').textContent, step.querySelector('.account').textContent]),
      ...inputs.map((input) => [input.labels[0].textContent, input.value]),
    ];
    list.replaceChildren(...lines.flatMap(([term, value]) => [element('dt', term), element('dd', value || 'Empty')]));
  }

  async function working(text, work) {
    const focused = document.activeElement;
    setBusy(true, text);
    byId('message').textContent = '';
    try {
      await work();
    } catch (error) {
      fail(error instanceof SyntaxError ? 'The wizard got an answer it cannot read' : error.message);
    } finally {
      setBusy(false);
      // A disabled control loses the focus; one that is hidden by now does not take it back.
      focused?.focus();
    }
  }

  function connect(step) {
    return working('Connecting', async () => {
      const { authId, name } = await send('connect', { slot: step.dataset.slot });
      step.dataset.authId = authId;
      step.querySelector('.account').textContent = `Connected: ${name}`;
    });
  }

  function finish() {
    return working('Saving', async () => {
      await send('finish', {
        authValues: Object.fromEntries(authSteps.map((step) => [step.dataset.slot, step.dataset.authId])),
        configTexts: Object.fromEntries(inputs.map((input) => [input.dataset.slot, input.value])),
      });
      close('done');
      tell('tray.configPopup.finish');
    });
  }

  function close(id) {
    byId('wizard').hidden = true;
    byId('progress').textContent = '';
    byId(id).hidden = false;
    byId(id).querySelector('h2').focus();
  }

  function askForValidation() {
    validating = true;
    byId('message').textContent = '';
    setBusy(true, 'Checking…');
    tell('tray.configPopup.validate', {
      data: {
        visibleValues: slotsOf(steps[place]),
        configValues: Object.fromEntries(inputs.map((input) => [input.dataset.slot, parsedValue(input)])),
        authValues: Object.fromEntries(authSteps.map((step) => [step.dataset.slot, step.dataset.authId || undefined])),
      },
    });
  }

  function takeValidation(data) {
    if (!validating || data?.inProgress !== false) return;
    validating = false;
    setBusy(false);
    const errors = data.errors ?? {};
    const wrong = slotsOf(steps[place]).filter((slot) => errors[slot]);
    for (const slot of slotsOf(steps[place])) showError(slot, errors[slot] ? String(errors[slot]) : '');
    if (wrong.length === 0) show(place + 1);
    else {
      byId('message').textContent = 'Please look at the marked settings.';
      steps[place].querySelector('[aria-invalid="true"], .connect')?.focus();
    }
  }

  for (const step of authSteps) step.querySelector('.connect').addEventListener('click', () => void connect(step));
  for (const input of inputs) {
    input.addEventListener('input', () => {
      showError(input.dataset.slot, '');
      refresh();
    });
  }
  byId('wizard').addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy || !isStepFilled(steps[place])) return;
    if (place === steps.length - 1) void finish();
    else if (main.dataset.customValidation === 'true') askForValidation();
    else show(place + 1);
  });
  byId('back').addEventListener('click', () => show(place - 1));
  byId('cancel').addEventListener('click', () => {
    close('cancelled');
    tell('tray.configPopup.cancel');
  });
  window.addEventListener('message', (event) => {
    if (event.source !== host || event.data?.type !== 'tray.configPopup.client.validation') return;
    takeValidation(event.data.data);
  });

  show(0);
  tell('tray.configPopup.ready');
}

function byId(id) {
  return document.getElementById(id);
}

function isFilled(input) {
  return input.getAttribute('aria-required') !== 'true' || input.value.trim() !== '';
}

async function send(path, content) {
  const response = await fetch(`/external/wizard/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wizard-session': main.dataset.session },
    body: JSON.stringify(content),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? 'The wizard could not save');
  return answer;
}

function isStepFilled(step) {
  if (step.dataset.step === 'auth') return step.dataset.authId !== '';
  return [...step.querySelectorAll('input[data-slot]')].every(isFilled);
}

function slotsOf(step) {
  if (step.dataset.slot) return [step.dataset.slot];
  return [...step.querySelectorAll('input[data-slot]')].map((input) => input.dataset.slot);
}

function showError(slot, text) {
  const place = document.querySelector(`[data-error-for="${CSS.escape(slot)}"]`);
  const input = document.querySelector(`input[data-slot="${CSS.escape(slot)}"]`);
  place.textContent = text;
  input?.setAttribute('aria-invalid', String(text !== ''));
}

/** The wizard's validate message carries values already parsed. */
function parsedValue(input) {
  if (input.dataset.structured !== 'true') return input.value;
  try {
    return JSON.parse(input.value);
  } catch {
    return input.value;
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
