/** Where each resource of the double is. */
export const root = '/redfish/v1';
export const system = `${root}/Systems/1`;
export const manager = `${root}/Managers/BMC`;
export const drives = `${manager}/VirtualMedia`;
export const drive = `${drives}/CD1`;
export const resetAction = `${system}/Actions/ComputerSystem.Reset`;
export const insertAction = `${drive}/Actions/VirtualMedia.InsertMedia`;
export const ejectAction = `${drive}/Actions/VirtualMedia.EjectMedia`;
export const oemInsert = `${drive}/Actions/Oem/Hp/HpiLOVirtualMedia.InsertVirtualMedia`;
export const oemEject = `${drive}/Actions/Oem/Hp/HpiLOVirtualMedia.EjectVirtualMedia`;

/** What everybody may read before logging in. */
export function rootResource(vendor: string): unknown {
  return {
    ...{ '@odata.id': `${root}/`, '@odata.type': '#ServiceRoot.v1_13_0.ServiceRoot', Id: 'RootService' },
    ...{ Name: 'Root Service', RedfishVersion: '1.15.0', UUID: '92384634-2938-2342-8820-489239905423' },
    Vendor: vendor,
    ...{ Systems: link(`${root}/Systems`), Managers: link(`${root}/Managers`) },
    ...{ SessionService: link(`${root}/SessionService`), Tasks: link(`${root}/TaskService`) },
    Links: { Sessions: link(`${root}/SessionService/Sessions`) },
  };
}

export function link(place: string) {
  return { '@odata.id': place };
}

export function collection(place: string, members: readonly string[]) {
  const kind = place.split('/').at(-1)?.replace(/s$/, '') ?? '';
  return {
    ...{
      '@odata.id': place,
      '@odata.type': `#${kind}Collection.${kind}Collection`,
      Name: `${kind} Collection`,
    },
    ...{ 'Members@odata.count': members.length, Members: members.map(link) },
  };
}

export function taskResource(number: number, state: string): unknown {
  const place = `${root}/TaskService/Tasks/${number}`;
  return {
    '@odata.id': place,
    '@odata.type': '#Task.v1_6_1.Task',
    Id: String(number),
    Name: 'Reset',
    TaskState: state,
    TaskMonitor: `${root}/TaskService/TaskMonitors/${number}`,
  };
}

export const floppyResource = {
  '@odata.id': `${drives}/Floppy1`,
  '@odata.type': '#VirtualMedia.v1_5_1.VirtualMedia',
  Id: 'Floppy1',
  Name: 'Floppy',
  MediaTypes: ['Floppy', 'USBStick'],
  Image: null,
  Inserted: false,
};
