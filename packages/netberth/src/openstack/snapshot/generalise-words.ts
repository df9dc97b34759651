/** What a person is told who has not said how a server is generalised. */
export function byHand(name: string): string {
  return [
    `Nothing was done: an image of "${name}" as it is would carry its host keys, machine id and address to every server built from it.`,
    `Linux, with SSH: netberth openstack snapshot ${name} --ssh root@ADDRESS`,
    'Linux, by hand, at its console as root: the script that `netberth openstack generalise` prints.',
    'Windows, by hand: C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe /shutdown',
    `Then, or where it needs not be: netberth openstack snapshot ${name} --generalised`,
    'The next one does it by itself when it is made with: netberth openstack boot NAME … --generalise',
  ].join('\n');
}

export function stillOn(name: string, minutes: number): string {
  return [
    `"${name}" has not gone off within ${minutes} minutes; no image was made.`,
    'Its user data generalises it at its first start from its own disk, where cloud-init is installed; what it says stands on its console.',
    `Go on waiting: the same command again. Without: netberth openstack snapshot ${name} --ssh root@ADDRESS, or --generalised`,
  ].join('\n');
}
