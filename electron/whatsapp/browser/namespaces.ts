import { readFileSync } from 'node:fs';

/** Reads a setting of Linux's kernel; '' where there is none. */
export type KernelSetting = (file: string) => string;

const kernelSetting: KernelSetting = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

/** Whether Linux allows user namespaces, which Chromium's sandbox needs, only to known programs, as some Ubuntus do. */
export function areNamespacesRestricted(setting: KernelSetting = kernelSetting): boolean {
  const byAppArmor = setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  return byAppArmor || setting('/proc/sys/kernel/unprivileged_userns_clone') === '0';
}
