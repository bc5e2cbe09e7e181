/**
 * Whether this is not `npm test`, which must stay below ten minutes on two cores. In `npm run test:unit`,
 * `test:browser` and `test:e2e` also run: what another test does in another language, what only helps developers of the
 * app, and further examples of the same rule; and what has a long run of its own is tried briefly.
 */
export const isWholeRun = !['test:waiting', 'test:computing'].includes(process.env.npm_lifecycle_event ?? '');
