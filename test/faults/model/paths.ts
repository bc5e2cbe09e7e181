/**
 * Every change of status on any path of the model: in the honest world, and where WhatsApp delivers past the gate or
 * around it. The model's own test searches for them anew; tests compare the app's history with them.
 */
export const paths: ReadonlySet<string> = new Set([
  'cancelled>sent:ack',
  'failed:duplicate>sent:ack',
  'failed:not_confirmed>sent:ack',
  'failed:not_confirmed>sent:operator',
  'failed:not_sent>pending',
  'failed:not_sent>sent:ack',
  'pending>cancelled',
  'pending>failed:duplicate',
  'pending>failed:not_confirmed',
  'pending>failed:not_sent',
  'pending>sending',
  'pending>sent:ack',
  'sending>cancelled',
  'sending>failed:duplicate',
  'sending>failed:not_confirmed',
  'sending>failed:not_sent',
  'sending>sent:ack',
]);
