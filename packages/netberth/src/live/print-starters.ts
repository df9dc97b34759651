import { grubEntry, kexecScript } from '@netberth/live';
import type { z } from 'zod';
import type { liveGrub, liveKexec } from './live-definitions.ts';
import { readLiveManifest } from './read-live-manifest.ts';

type Text = { readonly text: string };

export async function printGrubEntry(asked: z.output<typeof liveGrub.input>): Promise<Text> {
  const manifest = await readLiveManifest(asked.image);
  return { text: grubEntry(manifest, asked.folder ?? `/live/${manifest.name}`) };
}

export async function printKexecScript(asked: z.output<typeof liveKexec.input>): Promise<Text> {
  const manifest = await readLiveManifest(asked.image);
  const network = asked.args.split(/\s+/).filter((word) => word !== '');
  return { text: kexecScript(manifest, asked.url.replace(/\/$/, ''), network) };
}
