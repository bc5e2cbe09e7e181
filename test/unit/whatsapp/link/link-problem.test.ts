import { expect, test } from 'vitest';
import { isDocumentGone, isFolderBusy, isPassing, problemOf } from '../../../../electron/whatsapp/link/link-problem.ts';
import { withoutNumbers } from '../../../../electron/whatsapp/page/page-codes.ts';

test.for([
  [new Error('net::ERR_INTERNET_DISCONNECTED at https://web.whatsapp.com/'), 'offline'],
  [new Error('net::ERR_CERT_DATE_INVALID at https://web.whatsapp.com/'), 'connection_unsafe'],
  [new Error('net::ERR_SSL_PROTOCOL_ERROR at https://web.whatsapp.com/'), 'connection_unsafe'],
  ['auth timeout', 'not_ready_in_time'],
  [new Error('Browser was not found at the configured executablePath (/gone)'), 'no_browser'],
  [new Error('Protocol error (Runtime.callFunctionOn): Target closed'), 'browser_crashed'],
  [new Error('Requiring unknown module "WAWebSocketModel"'), 'page_changed'],
  [new Error("Cannot read properties of undefined (reading 'Socket')"), 'page_changed'],
  [new Error('something else'), 'internal'],
  [undefined, 'internal'],
] as const)('%s is told as %s', ([error, problem]) => {
  expect(problemOf(error).problem).toBe(problem);
});

test('what a person must correct is not tried again by the machine', () => {
  expect(isPassing('offline')).toBe(true);
  expect(isPassing('connection_unsafe')).toBe(true);
  expect(isPassing('browser_crashed')).toBe(true);
  expect(isPassing('page_changed')).toBe(true);
  expect(isPassing('terms_of_service')).toBe(false);
  expect(isPassing('no_browser')).toBe(false);
});

test('a document that ended and a folder in use are told from other errors', () => {
  expect(isDocumentGone(new Error('Execution context was destroyed, most likely because of a navigation.'))).toBe(true);
  expect(isDocumentGone(new Error('Target closed'))).toBe(false);
  expect(isFolderBusy(new Error('The browser is already running for /home/ana.'))).toBe(true);
  expect(isFolderBusy(new Error('Target closed'))).toBe(false);
});

test('a text for the log names nobody by number or id', () => {
  expect(withoutNumbers('No LID for 447700900118@c.us after 30000 ms')).toBe('No LID for …@c.us after … ms');
});
