import { type HTMLElement, type HTMLInputElement, Window } from 'happy-dom';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { seedSolutions } from '../seeds/solutions.ts';
import { master, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';

let bed: TrayBed;
let script: string;
const windows: Window[] = [];

beforeAll(async () => {
  bed = await startTrayBed();
  script = await (await bed.request('/assets/wizard.js')).text();
});
afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.happyDOM.close()));
});
afterAll(() => bed.stop());

const coded = z.object({ generateAuthorizationCode: z.object({ authorizationCode: z.string() }) });

/** The wizard of an instance that has only settings, as its script shows it, with the page that opened it. */
async function openWizard(name: string, more: string) {
  const { userId, token } = await bed.newUser(name);
  const id = await bed.createInstance(token, seedSolutions.digest.id);
  const answer = await bed.ask(
    master,
    'mutation ($u: ID!) { generateAuthorizationCode(input: {userId: $u}) { authorizationCode } }',
    { u: userId },
  );
  const code = coded.parse(answer.data).generateAuthorizationCode.authorizationCode;
  const page = await bed.request(`/external/solutions/jackfield/configure/${id}?code=${code}${more}`);
  const window = new Window({
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
  });
  windows.push(window);
  const { document } = window;
  document.write((await page.text()).replaceAll(/<(script|link)[^>]*>(<\/script>)?/g, ''));
  const opener = { postMessage: vi.fn() };
  Object.defineProperty(window, 'opener', { value: opener });
  window.eval(`(() => { ${script} })()`);
  const say = (data: unknown, source: unknown = opener) => {
    const event = new window.MessageEvent('message', { data });
    Object.defineProperty(event, 'source', { value: source });
    window.dispatchEvent(event);
  };
  return {
    say,
    told: () => opener.postMessage.mock.calls.map(([message]: unknown[]) => message),
    press: (button: string) => document.querySelector<HTMLElement>(`#${button}`)?.click(),
    recipient: () => document.querySelector<HTMLInputElement>('[data-slot="external_digest_recipient"]'),
    errorOf: (slot: string) => document.getElementById(`slot-${slot}-error`)?.textContent,
    status: () => document.getElementById('status')?.textContent,
    heading: () => document.querySelector('section:not([hidden]) h2')?.textContent,
  };
}

const answered = (data: object) => ({ type: 'tray.configPopup.client.validation', data });
const asksToCheck = expect.objectContaining({ type: 'tray.configPopup.validate' });

describe('a screen that is to be checked', () => {
  it('is asked about once, waits, and goes on when nothing is wrong', async () => {
    const wizard = await openWizard('checked', '&customValidation=true');
    wizard.press('next');
    expect(wizard.told()).toEqual([
      { type: 'tray.configPopup.ready' },
      {
        type: 'tray.configPopup.validate',
        data: {
          visibleValues: ['external_digest_hour', 'external_digest_recipient'],
          configValues: { external_digest_hour: 8, external_digest_recipient: 'sales@example.com' },
          authValues: {},
        },
      },
    ]);
    wizard.say(answered({ inProgress: true }));
    wizard.press('next');
    expect(wizard.told()).toHaveLength(2);
    expect(wizard.status()).toBe('Checking…');
    expect(wizard.recipient()?.disabled).toBe(true);
    wizard.say(answered({ inProgress: false, errors: {} }));
    expect(wizard.heading()).toBe('Review');
  });

  it('shows what is wrong beside the field, and asks again', async () => {
    const wizard = await openWizard('wrong', '&customValidation=true');
    wizard.press('next');
    wizard.say(answered({ inProgress: false, errors: { external_digest_recipient: 'An e-mail address has an @.' } }));
    expect(wizard.heading()).toBe('Settings');
    expect(wizard.errorOf('external_digest_recipient')).toBe('An e-mail address has an @.');
    expect(wizard.recipient()?.getAttribute('aria-describedby')).toBe('slot-external_digest_recipient-error');
    expect(wizard.recipient()?.disabled).toBe(false);
    wizard.press('next');
    wizard.say(answered({ inProgress: false }));
    expect(wizard.heading()).toBe('Review');
    expect(wizard.told().filter((message) => asksToCheck.asymmetricMatch(message))).toHaveLength(2);
  });

  it('hears nobody but the page that opened it', async () => {
    const wizard = await openWizard('other', '&customValidation=true');
    wizard.press('next');
    wizard.say(answered({ inProgress: false, errors: {} }), {});
    expect(wizard.heading()).toBe('Settings');
    expect(wizard.status()).toBe('Checking…');
  });
});

it('nothing is asked where nobody checks', async () => {
  const wizard = await openWizard('unchecked', '');
  wizard.press('next');
  expect(wizard.heading()).toBe('Review');
  expect(wizard.told()).toEqual([{ type: 'tray.configPopup.ready' }]);
});
