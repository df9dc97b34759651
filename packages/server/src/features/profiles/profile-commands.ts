import type { Readable } from 'node:stream';
import {
  profileCheck,
  profileCreate,
  profileImport,
  profileList,
  profileReceived,
  profileRemove,
  profileReveal,
  profileShow,
} from '@netberth/api';
import type { InputOf, OutputOf } from '@netberth/api';
import { productOf } from '@netberth/catalogue';
import type { Actor } from '../../commands/actor.ts';
import {
  handleRead,
  handleReadWithFiles,
  handleUpload,
  handleWrite,
} from '../../commands/command-handler.ts';
import type { CommandHandler, Prepared, ReadHandler, WriteHandler } from '../../commands/command-handler.ts';
import { revisionOf, showRevision, withRevision } from '../../commands/revision.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { productUnknown } from '../catalogue/product-unknown.ts';
import { compareFiles } from './compare-files.ts';
import { unusedFolder } from './image-folders.ts';
import type { ImageFolders } from './image-folders.ts';
import { profilesOnDisc, wantedChoice } from './disc-choice.ts';
import { previewAnswers, withoutSecrets } from './preview-answers.ts';
import type { ProfileRecord } from './profile-record.ts';
import { deleteProfile, findProfile, listProfiles } from './profile-store.ts';
import { machinesUsing } from './machines-using.ts';
import { viewProfile } from './view-profile.ts';
import { requireProfile, requireReadable } from './require-profile.ts';
import type { RenderProfile } from './require-profile.ts';
import { receiveImage } from './receive-image.ts';
import type { ReceivedImage } from './receive-image.ts';
import { saveProfile } from './save-profile.ts';
import { saveChoice, savedChoiceProblems } from './saved-choice.ts';
import { linkTaskFolders, saveTaskProfiles } from './task-profiles.ts';
import type { TaskFolder } from './task-profiles.ts';
import { templateCommands } from './template-commands.ts';
import { templateTextCommands } from './template-text-commands.ts';

export type ProfileCommandsNeeds = {
  readonly folders: ImageFolders;
  readonly menu: MenuSource;
  readonly render: RenderProfile;
  /** Where machines reach the server, as far as it was said. */
  readonly serverUrl: string;
};

export function profileCommands(needs: ProfileCommandsNeeds): readonly CommandHandler[] {
  const { folders, menu, render, serverUrl } = needs;
  return [
    ...[list, showRevision(showFrom(serverUrl), profileRevision), revealFrom(serverUrl)],
    ...[importInto(folders, menu, render), createFrom(menu, folders, render)].map(revised),
    ...[receivedIn(folders), checkWith(folders, menu, render)],
    withRevision(removeFrom(folders), { current: ofRemoved }),
    ...templateCommands(menu),
    ...templateTextCommands({ render, serverUrl }),
  ];
}

function revised(handler: WriteHandler): CommandHandler {
  return withRevision(handler, {
    of: profileRevision,
    current: ({ name }: { name: string }) => current(name),
  });
}

function ofRemoved({ profile }: { readonly profile: string }): Reading<string | null> {
  return current(profile);
}

function* current(name: string): Reading<string | null> {
  const profile = yield* findProfile(name);
  return profile ? profileRevision(viewProfile(profile)) : null;
}

/** Whether it was shown with a preview does not matter. */
function profileRevision(shown: OutputOf<typeof profileShow>): string {
  return revisionOf({ ...shown, preview: undefined });
}

const list = handleRead(profileList, function* ({ after, limit }) {
  const profiles = yield* listProfiles(after ?? 0, limit);
  return {
    profiles: profiles.map(viewProfile),
    next: profiles.length === limit ? (profiles.at(-1)?.id ?? null) : null,
  };
});

function showFrom(serverUrl: string): ReadHandler {
  return handleRead(profileShow, function* ({ profile: name, machine }, actor) {
    const profile = yield* requireProfile(name);
    if (machine === undefined) return viewProfile(profile);
    const found = yield* requireReadable(machine, actor);
    const preview = yield* previewAnswers(withoutSecrets(profile), found, serverUrl);
    return { ...viewProfile(profile), preview };
  });
}

/** Reads, and is a change all the same: who has seen a secret stands in the audit log. */
function revealFrom(serverUrl: string): CommandHandler {
  return handleWrite(profileReveal, function* ({ profile: name, machine }, actor) {
    const profile = yield* requireProfile(name);
    const found = yield* requireReadable(machine, actor);
    const output = yield* previewAnswers(profile, found, serverUrl);
    const shown = output.answers.map((file) => file.name);
    return { output, target: `profile:${name}`, before: null, after: { machine: found.id, shown } };
  });
}

function importInto(folders: ImageFolders, menu: MenuSource, render: RenderProfile): WriteHandler {
  return handleUpload(
    profileImport,
    (input, upload, actor) => receiveWithTasks(folders, input, upload, actor.name, menu),
    function* (input, actor, { received, taskFolders }) {
      // Also when the image says it of itself.
      if (!received.layout.destructive && !actor.permissions.has('profile:trust'))
        throw new CommandRefused('trustRefused', { actor: actor.name });
      const made = profileOf(input.name, received, yield* now(), actor.name);
      const { old, done } = yield* saveProfile(made, input, render);
      const unused = input.dryRun
        ? taskFolders.map(({ folder }) => folder)
        : yield* saveTaskProfiles(made, taskFolders);
      return {
        ...done,
        after: input.dryRun ? { dryRun: true } : done.after,
        afterwards: async () => {
          await received.forgetUpload();
          if (input.dryRun) await folders.remove(received.folder);
          else if (old) await folders.remove(old.folder);
          for (const folder of unused) await folders.remove(folder);
        },
      };
    },
  );
}

type ReceivedWithTasks = {
  readonly received: ReceivedImage;
  /** Of the other tasks that the image does. */
  readonly taskFolders: readonly TaskFolder[];
};

async function receiveWithTasks(
  folders: ImageFolders,
  input: InputOf<typeof profileImport>,
  upload: Readable,
  sender: string,
  menu: MenuSource,
): Promise<Prepared<ReceivedWithTasks>> {
  const { value: received, discard } = await receiveImage(
    ...([folders, input, upload, sender, () => menu.content.catalogue] as const),
  );
  const taskFolders = await linkTaskFolders(folders, received);
  return {
    value: { received, taskFolders },
    discard: async () => {
      await discard();
      for (const { folder } of taskFolders) await folders.remove(folder);
    },
  };
}

function receivedIn(folders: ImageFolders): CommandHandler {
  return handleReadWithFiles(
    profileReceived,
    // oxlint-disable-next-line require-yield -- nothing of it is in the database
    function* ({ name, resume }, actor) {
      return { sender: actor.name, profile: name, key: resume };
    },
    async (upload) => ({ receivedBytes: await folders.kept.receivedBytes(upload) }),
  );
}

function createFrom(menu: MenuSource, folders: ImageFolders, render: RenderProfile): WriteHandler {
  return handleWrite(profileCreate, function* (input, actor) {
    const { name } = input;
    const wanted = yield* wantedChoice(input);
    const { catalogue } = menu.content;
    if (productOf(catalogue, wanted.product) === undefined) throw productUnknown(catalogue, wanted.product);
    const saving = saveChoice(catalogue, wanted);
    if (!saving.ok)
      throw new CommandRefused('choiceNotSaved', {
        product: wanted.product,
        why: saving.problems.join('; '),
      });
    const made = {
      ...{ name, folder: unusedFolder(name), retryAfterStart: input.retryAfterStart, isPrivate: false },
      ...{ proof: input.proof, locked: [] },
      ...{ postInstall: null, files: [], warnings: [], importedAtMs: yield* now(), importedBy: actor.name },
      ...saving.saved,
      destructive: saving.saved.destructive || !isTrusted(input, actor),
    };
    const { old, done } = yield* saveProfile(made, input, render);
    return { ...done, afterwards: old && (() => folders.remove(old.folder)) };
  });
}

/** What the catalogue calls non-destructive is that without arguments, values and mirrors of somebody's own. */
function isTrusted({ args, input, mirror, disc }: InputOf<typeof profileCreate>, actor: Actor): boolean {
  const isOfCatalogue =
    disc === undefined && args === '' && Object.keys(input).length === 0 && mirror === undefined;
  return isOfCatalogue || actor.permissions.has('profile:trust');
}

function profileOf(
  name: string,
  { folder, layout, templates, warnings }: ReceivedImage,
  importedAtMs: number,
  importedBy: string,
): Omit<ProfileRecord, 'id' | 'version'> {
  const { destructive, retryAfterStart, isPrivate, proof, spec, answers, postInstall, files } = layout;
  return {
    ...{ name, folder, destructive, retryAfterStart, isPrivate, proof, spec, answers, postInstall, files },
    ...{ locked: [], templates, warnings, importedAtMs, importedBy },
  };
}

function checkWith(folders: ImageFolders, menu: MenuSource, render: RenderProfile): CommandHandler {
  return handleReadWithFiles(
    profileCheck,
    function* ({ profile: name }) {
      const profile = yield* requireProfile(name);
      const machines = yield* machinesUsing(name);
      const problems =
        profile.spec.method === 'choice'
          ? [...savedChoiceProblems(menu.content.catalogue, profile.spec)]
          : [];
      for (const machine of machines) {
        const found = yield* render(machine, profile);
        problems.push(...found.map((why) => `machine ${machine.id}: ${why}`));
      }
      return { profile, machines: machines.length, problems };
    },
    async ({ profile, machines, problems }) => {
      const all = [...problems, ...(await compareFiles(folders, profile))];
      return { ok: all.length === 0, machines, problems: all };
    },
  );
}

function removeFrom(folders: ImageFolders): WriteHandler {
  return handleWrite(profileRemove, function* ({ profile: name }) {
    const profile = yield* requireProfile(name);
    const users = yield* machinesUsing(name);
    if (users.length > 0) {
      const machines = users.map(({ id }) => id).join(', ');
      throw new CommandRefused('profileInUse', { profile: name, machines });
    }
    const onDisc = yield* profilesOnDisc(name);
    if (onDisc.length > 0)
      throw new CommandRefused('discInUse', { profile: name, profiles: onDisc.join(', ') });
    yield* deleteProfile(profile);
    return {
      output: { removed: name },
      target: `profile:${name}`,
      before: viewProfile(profile),
      after: null,
      afterwards: () => folders.remove(profile.folder),
    };
  });
}
