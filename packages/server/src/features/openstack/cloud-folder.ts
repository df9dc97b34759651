import { join } from 'node:path';
import { chooseCloud, listClouds, parseCloud, type Cloud, type ListedCloud } from '@netberth/openstack';
import { readCloudFolder } from '@netberth/openstack/node';

/** The clouds of the server: what an administrator of the host has put into one folder. It is read each time. */
export function cloudFolderOf(data: string): string {
  return join(data, 'openstack');
}

/** Throws CloudProblem for a file that cannot be read. */
export async function readClouds(folder: string): Promise<readonly ListedCloud[]> {
  return listClouds(await readCloudFolder(folder));
}

/** Throws CloudProblem for one that is not there, or that cannot be used. */
export async function readCloud(folder: string, name: string, region: string | null): Promise<Cloud> {
  return parseCloud(chooseCloud(await readCloudFolder(folder), {}, { cloud: name, region }));
}
