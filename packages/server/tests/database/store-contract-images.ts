import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  machineAdd,
  machineGrant,
  profileCheck,
  profileImport,
  profileList,
  profileRemove,
  profileShow,
} from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executeCommand } from '../../src/commands/execute-command.ts';
import { checkRendering } from '../../src/features/boot/check-rendering.ts';
import { ImageFolders } from '../../src/features/profiles/image-folders.ts';
import { profileCommands } from '../../src/features/profiles/profile-commands.ts';
import { CommandRefused } from '../../src/platform/command-refused.ts';
import { installer, tarOf } from '../harness/images.ts';
import type { ImageFiles } from '../harness/images.ts';
import type { DatabaseName, MakeEmpty, OpenDatabase } from './for-each-database.ts';
import { interposed } from './interposed-database.ts';
import { ServerOnDatabase, ada, menu } from './server-on-database.ts';
import { ownPlace } from '../../src/platform/file-place.ts';

/** Imports by two servers with one database; their images lie in one folder. */
export function storeContractImages(name: DatabaseName, open: OpenDatabase, makeEmpty: MakeEmpty): void {
  describe('images', () => {
    const data = mkdtempSync(join(tmpdir(), 'netberth-images-'));
    let folders: ImageFolders;
    let a: ServerOnDatabase;
    let b: ServerOnDatabase;
    let failingAt = Infinity;

    beforeAll(async () => {
      const url = await makeEmpty();
      folders = await ImageFolders.open(ownPlace(data));
      const one = await open({ url });
      a = new ServerOnDatabase(
        interposed(one, function* (done) {
          if (done === failingAt) throw new Error('injected');
        }),
      );
      b = new ServerOnDatabase(name === 'SQLite' ? one : await open({ url }), 'server-b');
    });
    afterAll(() => rmSync(data, { recursive: true }));

    /** @returns what came of it: the answer, or `NB3010 there is …` */
    async function run(
      server: ServerOnDatabase,
      definition: CommandDefinition,
      input: object,
      upload?: Buffer,
    ) {
      const handler = profileCommands({
        folders,
        menu,
        render: checkRendering(menu),
        serverUrl: 'http://SERVER',
      }).find((one) => one.definition === definition);
      if (!handler) throw new Error(`there is no handler of ${definition.name}`);
      const stream = upload && Readable.from([upload]);
      try {
        return (await executeCommand(server, handler, input, ada, { upload: stream })).output;
      } catch (error) {
        if (error instanceof CommandRefused) return `${error.entry.code} ${error.message}`;
        throw error;
      }
    }
    const importAs = async (server: ServerOnDatabase, input: object, files: ImageFiles = installer) =>
      run(server, profileImport, { name: 'image1', ...input }, await tarOf(files));

    it('leave neither row nor folder when their import fails at any statement', async () => {
      for (failingAt = 0; ; failingAt++) {
        const outcome = await importAs(a, { name: 'broken' }).catch((error: unknown) => error);
        if (!(outcome instanceof Error)) break;
        expect(outcome.message).toBe('injected');
        expect(await run(b, profileList, {})).toEqual({ profiles: [], next: null });
        expect(readdirSync(folders.images)).toEqual([]);
      }
      expect(failingAt).toBeGreaterThan(5);
      failingAt = Infinity;
      expect(await run(a, profileRemove, { profile: 'broken' })).toEqual({ removed: 'broken' });
      rmSync(folders.images, { recursive: true });
      folders = await ImageFolders.open(ownPlace(data));
    });

    it('let one of two with the same name in, and leave one folder', async () => {
      const outcomes = await Promise.all([importAs(a, {}), importAs(b, {})]);
      const refused = outcomes.filter((one) => typeof one === 'string');
      expect(refused).toEqual(['NB3010 there is a profile "image1" already']);
      expect(readdirSync(folders.images)).toHaveLength(1);
    });

    it('are replaced for both servers at once', async () => {
      const before = await run(b, profileShow, { profile: 'image1' });
      const changed = { ...installer, vmlinuz: 'another kernel' };
      const replaced = await importAs(a, { replace: true, private: true }, changed);
      expect(await run(b, profileShow, { profile: 'image1' })).toEqual(replaced);
      expect(before).toMatchObject({ isPrivate: false, destructive: true, importedBy: 'ada' });
      expect(replaced).toMatchObject({ isPrivate: true, destructive: true });
      expect(await run(b, profileCheck, { profile: 'image1' })).toEqual({
        ok: true,
        machines: 0,
        problems: [],
      });
    });

    it('stay as long as a machine is granted them', async () => {
      const { id } = await a.run(machineAdd, { serial: 'S' });
      await a.run(machineGrant, { machine: String(id), profiles: ['image1'] });
      expect(await run(b, profileRemove, { profile: 'image1' })).toBe(
        `NB3011 the profile "image1" is needed by machines ${id}`,
      );
    });
  });
}
