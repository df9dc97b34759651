import type { OutputOf, openstackCloud, openstackClouds } from '@netberth/api';
import { imagesText, serversText } from '../openstack/openstack-texts.ts';
import { bad } from './painted.ts';
import { details, table } from './table.ts';
import type { View } from './view.ts';

export function cloudsText({ clouds, folder }: OutputOf<typeof openstackClouds>, view: View): string {
  if (clouds.length === 0)
    return `The server knows no cloud: there is no clouds.yaml in ${folder}.\nYour cloud offers one to download, often as "OpenStack clouds.yaml File" under "API Access".\n`;
  const rows = clouds.map((each) => [
    each.name,
    each.problem === null ? (each.authUrl ?? '') : bad(each.problem.split('\n')[0] ?? ''),
    each.regions.join(' '),
    each.user ?? each.method ?? '',
    each.project ?? '',
  ]);
  return table(['NAME', 'IDENTITY', 'REGIONS', 'USER', 'PROJECT'], rows, view.paint, view.lineColumns);
}

export function cloudText(shown: OutputOf<typeof openstackCloud>, view: View): string {
  const { cloud, region, user, project, servers, images, networks } = shown;
  const head = details(
    [
      ['Cloud', cloud],
      ['Region', region],
      ['User', user],
      ['Project', project],
      ['Networks', networks.map(({ name }) => name).join(', ')],
    ],
    view.paint,
  );
  return `${head}\n${serversText({ servers }, view)}\n${imagesText({ images }, view)}`;
}
