import { expect, test } from 'vitest';
import { planOf } from '../example-plan.fixture.ts';
import type { DhcpAnswer } from './dhcp-answer.ts';
import { judgeAnswers } from './judge-answers.ts';

const ours = { hosts: new Set(['10.20.0.1']), plan: planOf('proxy') };

/** An answer that gives nothing, with these differences. */
function answer(different: Partial<DhcpAnswer>): DhcpAnswer {
  const nothing = { address: null, bootFile: null, bootServer: null, vendorClass: '', menuItem: null };
  return { server: '10.20.0.9', ...nothing, wantsSecondQuestion: false, ...different };
}
const giver = answer({ address: '10.20.0.50' });

function verdict(kind: Parameters<typeof judgeAnswers>[0], ...answers: readonly DhcpAnswer[]): string {
  const { outcome, text } = judgeAnswers(kind, answers, ours);
  return `${outcome}: ${text}`;
}

test('UEFI HTTP boot overlooks what is not meant for it, and what is no URL', () => {
  const file = { server: '10.20.0.1', bootServer: '10.20.0.1', bootFile: 'snponly.efi' };
  const nothing =
    'noBootFile: gets 10.20.0.50 from 10.20.0.9 and is told nothing about booting: it goes on to its disk';
  expect(verdict('http-x64', giver, answer({ ...file, vendorClass: 'PXEClient' }))).toBe(nothing);
  expect(verdict('http-x64', giver, answer({ ...file, vendorClass: 'HTTPClient' }))).toBe(nothing);
});

test('a proxy is not heard by firmware unless it says PXEClient', () => {
  const file = { server: '10.20.0.1', bootServer: '10.20.0.1', bootFile: 'snponly.efi' };
  expect(verdict('uefi-x64', giver, answer(file))).toContain('noBootFile');
  expect(verdict('uefi-x64', giver, answer({ ...file, vendorClass: 'PXEClient' }))).toBe(
    'here: gets 10.20.0.50 from 10.20.0.9 and loads snponly.efi from 10.20.0.1 by TFTP: Netberth',
  );
});

test('a boot file without an address is of no use', () => {
  const proxy = answer({ server: '10.20.0.1', bootFile: 'snponly.efi', vendorClass: 'PXEClient' });
  expect(verdict('uefi-x64', proxy)).toBe(
    'noAddress: gets no address, so snponly.efi from 10.20.0.1 by TFTP is of no use to it',
  );
});

test('iPXE that is given its script through the root of the boot plane is ours as well', () => {
  const url = (bootFile: string) => answer({ address: '10.20.0.50', bootFile });
  expect(verdict('ipxe', url('http://10.20.0.1:8080/'))).toContain('here: ');
  expect(verdict('ipxe', url('http://10.20.0.1:8080/firmware/snponly.efi'))).toContain('itself again');
  expect(verdict('ipxe', url('http://boot.example/menu.ipxe'))).toContain('that is not Netberth');
});
