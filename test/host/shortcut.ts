// Compares Electron's accelerators, such as `CmdOrCtrl+Shift+N`, with the keys that were pressed.

export type KeyPress = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

const modifierNames: Record<string, string> = {
  alt: 'alt',
  option: 'alt',
  cmd: 'meta',
  command: 'meta',
  super: 'meta',
  meta: 'meta',
  control: 'ctrl',
  ctrl: 'ctrl',
  shift: 'shift',
};
const keyNames: Record<string, string> = { plus: '+', space: ' ', esc: 'escape', return: 'enter' };

/** True when the pressed keys are the accelerator's, no more and no fewer. */
export function isShortcut(accelerator: string, press: KeyPress, platform: NodeJS.Platform): boolean {
  const parts = accelerator.toLowerCase().split('+');
  const key = parts.at(-1) || 'plus';
  const commandOrControl = platform === 'darwin' ? 'meta' : 'ctrl';
  const wanted = parts
    .slice(0, -1)
    .flatMap((part) => (/^(cmd|command)or(ctrl|control)$/.test(part) ? commandOrControl : (modifierNames[part] ?? [])));
  const held = { ctrl: press.ctrlKey, meta: press.metaKey, alt: press.altKey, shift: press.shiftKey };
  const areHeld = Object.entries(held).every(([name, isHeld]) => isHeld === wanted.includes(name));
  return areHeld && press.key.toLowerCase() === (keyNames[key] ?? key);
}
