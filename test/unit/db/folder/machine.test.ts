import { expect, it } from 'vitest';
import { machineName } from '../../../../db/folder/machine.ts';

const hardware = (id: string) => `+-o J314sAP  <class IOPlatformExpertDevice>
    {
      "manufacturer" = <"Apple Inc.">
      "IOPlatformUUID" = "${id}"
      "clock-frequency" = <00366e01>
    }`;
const mac = (hostName: string, macHardware = hardware('4A1C')) =>
  machineName({ platform: 'darwin', hostName: () => hostName, macHardware: () => macHardware });

it('a Mac is the same machine in each network, whatever that calls it, and no other Mac', () => {
  expect(mac('dhcp-10-0-0-7.office.example')).toBe(mac('anas-mac.local'));
  expect(mac('anas-mac.local', hardware('5B2D'))).not.toBe(mac('anas-mac.local'));
});

it('a Mac that does not tell its hardware, and every other computer, is told by its name', () => {
  expect(mac('one', '')).not.toBe(mac('other', ''));
  const linux = (hostName: string) =>
    machineName({ platform: 'linux', hostName: () => hostName, macHardware: () => hardware('4A1C') });
  expect(linux('one')).toBe(linux('one'));
  expect(linux('one')).not.toBe(linux('other'));
});
