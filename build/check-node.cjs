// Runs before everything else that npm starts, on whatever Node is there: plain JavaScript that old ones understand.
// The scripts are TypeScript, which Node runs from 22.18 on, and need `import.meta.main`, which 24.2 brought to 24.

/** Why the scripts cannot run on this Node, in one line; undefined where they can. */
function nodeProblem(version, platform, arch) {
  const [major, minor] = version.split('.').map(Number);
  const isFit = (major === 22 && minor >= 18) || (major === 24 && minor >= 2) || major > 24;
  if (isFit) return undefined;
  const comesWithNode = platform === 'linux' && arch === 'x64';
  const remedy = comesWithNode ? 'run npm ci, which brings it' : 'install it from https://nodejs.org, then run npm ci';
  return `SendOnce needs Node 22.18 or newer 22, or 24.2 or newer, and this is ${version}: ${remedy}.`;
}

module.exports = { nodeProblem };

if (require.main === module) {
  const problem = nodeProblem(process.versions.node, process.platform, process.arch);
  if (problem) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  }
}
