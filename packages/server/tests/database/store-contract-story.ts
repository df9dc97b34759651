import { setTimeout as sleep } from 'node:timers/promises';
import {
  auditList,
  auditVerify,
  machineGrant,
  machineHold,
  machineRevoke,
  machineShow,
  machineUnhold,
} from '@netberth/api';
import { beforeAll, describe, expect, it } from 'vitest';
import { expireGrants } from '../../src/features/provisioning/expire-grants-job.ts';
import type { DatabaseName, OpenDatabase } from './for-each-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

const visit = { net0: '52-54-00-00-00-01', uuid: '4C4C4544-0042-3510-8052-B4C04F4E3232', serial: 'abc-1' };

/** One machine's life: each test goes on where the one before it ended. */
export function storeContractStory(name: DatabaseName, open: OpenDatabase): void {
  describe('the story of one machine', () => {
    let server: ServerOnDatabase;
    let skippedMs = 0;

    beforeAll(async () => {
      server = new ServerOnDatabase(await open({ clock: () => Date.now() + skippedMs }));
      await server.addProfiles();
    });

    /** Servers have their own clock, which only time moves. */
    async function letPass(ms: number): Promise<void> {
      if (name === 'SQLite') skippedMs += ms;
      else await sleep(ms);
    }
    const show = () => server.run(machineShow, { machine: '1', boots: 1 });
    const stateAndWhy = async () => {
      const { state, stateReason } = await show();
      return [state, stateReason];
    };
    const callbacks = async () => (await show()).boots[0]?.callbacks.map(({ kind }) => kind);
    const bootTo = async () => {
      const { decision, bootId } = await server.boot(visit);
      const [last] = (await show()).boots;
      return { decision, bootId, profile: last?.profile, reason: `${last?.reasonCode} ${last?.reason}` };
    };

    it('records a machine that nobody knows, which waits', async () => {
      expect(await bootTo()).toEqual({
        decision: 'wait',
        bootId: '',
        profile: null,
        reason: 'NB1003 it is new and waits until something is granted',
      });
      const { id, state, macs, uuid, serial, lastAddress, grant } = await show();
      expect({ id, state, macs, uuid, serial, lastAddress, grant }).toEqual({
        id: 1,
        state: 'new',
        macs: ['52:54:00:00:00:01'],
        uuid: '4c4c4544-0042-3510-8052-b4c04f4e3232',
        serial: 'ABC-1',
        lastAddress: '192.0.2.10',
        grant: null,
      });
    });

    it('is granted two steps, and serves the first as often as it is asked', async () => {
      const granted = await server.run(machineGrant, { machine: '1', profiles: ['wipe', 'image1'] });
      expect([granted.state, granted.grant?.steps, granted.grant?.address]).toEqual([
        'granted',
        ['wipe', 'image1'],
        null,
      ]);
      const boots = [await bootTo(), await bootTo()];
      expect(boots.map(({ profile, reason }) => [profile, reason])).toEqual([
        ['wipe', 'NB1006 grant 1 serves wipe, step 1 of 2'],
        ['wipe', 'NB1006 grant 1 serves wipe, step 1 of 2'],
      ]);
      expect((await show()).grant).toMatchObject({ address: '192.0.2.10', starts: 0, step: 0 });
    });

    it('gives another address the disk', async () => {
      expect((await server.boot(visit, '192.0.2.11')).decision).toBe('disk');
      expect((await show()).boots[0]?.reasonCode).toBe('NB1106');
    });

    it('has started once its post-install script was fetched, and goes on when it has finished', async () => {
      const { bootId } = await bootTo();
      expect(await server.postInstall(1, bootId)).toMatchObject({ ok: true, name: 'post-install' });
      expect((await show()).grant).toMatchObject({ starts: 1, step: 0 });
      expect(await stateAndWhy()).toEqual(['installing', null]);
      const told = { ok: true, text: 'machine 1: wipe finished, next is image1' };
      expect([await server.finish(1, bootId), await server.finish(1, bootId)]).toEqual([told, told]);
      expect(await callbacks()).toEqual(['post-install', 'finish']);
      expect((await show()).grant).toMatchObject({ starts: 0, step: 1 });
      expect(await server.postInstall(1, bootId)).toEqual({
        ok: false,
        key: 'bootOver',
        values: { boot: 5, why: 'it has finished' },
      });
    });

    it('serves the answer file of the second step, and is finished after it', async () => {
      const { bootId } = await bootTo();
      expect(await server.answerFile(1, bootId, 'answer.yaml')).toEqual({
        ok: true,
        name: 'answer.yaml',
        text: 'machine: 1 of 52:54:00:00:00:01\n',
      });
      expect((await bootTo()).reason).toBe(
        'NB1107 image1 has started and has not reported its end; it boots its own disk',
      );
      expect(await server.finish(1, bootId)).toEqual({ ok: true, text: 'machine 1: image1 finished' });
      expect(await stateAndWhy()).toEqual(['finished', null]);
      expect((await bootTo()).reason).toBe('NB1001 its install is finished, it boots its own disk');
    });

    it('has failed when it says so, and a late finish moves it on', async () => {
      await server.run(machineGrant, { machine: '1', profiles: ['image1'], reason: 'again' });
      const { bootId } = await bootTo();
      await server.postInstall(1, bootId);
      const failing = () => server.fail(1, bootId, 'no disk 🛥\nline two');
      const told = { ok: true, text: 'machine 1: failure of image1 noted, nothing more is served' };
      expect([await failing(), await failing()]).toEqual([told, told]);
      expect(await callbacks()).toEqual(['post-install', 'failed']);
      expect(await stateAndWhy()).toEqual(['failed', 'image1 reports: no disk 🛥']);
      expect((await bootTo()).reason).toBe(
        'NB1101 its install failed: image1 reports: no disk 🛥; it boots its own disk',
      );
      expect(await server.finish(1, bootId)).toEqual({ ok: true, text: 'machine 1: image1 finished' });
      expect(await stateAndWhy()).toEqual(['finished', null]);
    });

    it('gets its disk after a revoke', async () => {
      await server.run(machineGrant, { machine: '1', profiles: ['image1'] });
      const { bootId } = await bootTo();
      const revoked = await server.run(machineRevoke, { machine: '1' });
      expect([revoked.state, revoked.grant]).toEqual(['finished', null]);
      expect(await server.postInstall(1, bootId)).toMatchObject({ values: { why: 'its grant has ended' } });
      expect((await bootTo()).decision).toBe('disk');
      expect(await server.refusal(machineRevoke, { machine: '1' })).toBe(
        'NB3008 machine 1 has no live grant',
      );
    });

    it('gets its disk while it is held', async () => {
      await server.run(machineGrant, { machine: '1', profiles: ['image1'] });
      const { bootId } = await bootTo();
      await server.run(machineHold, { machine: '1', reason: 'moved' });
      expect((await bootTo()).reason).toBe('NB1102 it is held: moved (ada); it boots its own disk');
      expect(await server.finish(1, bootId)).toEqual({ ok: false, why: 'the machine is held' });
      expect((await server.run(machineUnhold, { machine: '1' })).state).toBe('granted');
      expect((await bootTo()).profile).toBe('image1');
    });

    it('loses a grant by the clock of the database, when it asks', async () => {
      await server.run(machineGrant, { machine: '1', profiles: ['image1'], expires: '2s', replace: true });
      const { bootId, profile } = await bootTo();
      expect(profile).toBe('image1');
      await letPass(2001);
      expect(await server.postInstall(1, bootId)).toMatchObject({ values: { why: 'its grant has ended' } });
      expect((await bootTo()).reason).toBe(
        'NB1112 grant 5 expired before it was used up; it boots its own disk',
      );
      expect(await stateAndWhy()).toEqual(['finished', null]);
    });

    it('loses a grant by the clock of the database, when it never asks again', async () => {
      await server.run(machineGrant, { machine: '1', profiles: ['image1'], expires: '1s' });
      expect(await server.database.write(expireGrants)).toBe(0);
      const { bootId } = await bootTo();
      expect(await server.postInstall(1, bootId)).toMatchObject({ ok: true });
      await letPass(1001);
      expect(await server.database.write(expireGrants)).toBe(1);
      expect(await server.database.write(expireGrants)).toBe(0);
      expect(await stateAndWhy()).toEqual(['failed', 'grant 6 expired before image1 finished']);
    });

    it('has told what happened, each alert once', async () => {
      const { events } = await show();
      expect(events.toReversed().map(({ severity, kind }) => `${severity} ${kind}`)).toEqual([
        'alert otherAddress',
        'alert alreadyStarted',
        'alert installFailed',
        'alert grantExpired',
        'alert grantExpired',
      ]);
    });

    it('has an audit record of each command that was done, and none of one that was refused', async () => {
      const { records } = await server.run(auditList, {});
      expect(records.map(({ command }) => command.replace('machine.', ''))).toEqual(
        'grant grant grant revoke grant hold unhold grant grant'.split(' '),
      );
      expect(records[1]).toMatchObject({
        target: 'machine:1',
        reason: 'again',
        before: { state: 'finished' },
      });
      expect(await server.run(auditVerify, {})).toEqual({
        ...{ ok: true, records: 9, removed: 0, problems: [] },
      });
    });
  });
}
