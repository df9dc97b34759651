import {
  collection,
  drive,
  drives,
  ejectAction,
  floppyResource,
  insertAction,
  link,
  manager,
  oemEject,
  oemInsert,
  resetAction,
  root,
  rootResource,
  system,
  taskResource,
} from './double-resources.ts';
import { demandFields, ServiceError } from './message.ts';
import { readImage } from './read-image.ts';
import type { DoubleOptions } from './double-options.ts';
import { vendorManners, type VendorManners } from './vendor-manners.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
};

type Task = { looks: number; readonly kind: 'ends' | 'fails' | 'endless' };

/** What a BMC remembers, and what it says of it. */
export class DoubleState {
  isOn = false;
  /** What is booted this once; null: as it is set. */
  bootOnce: string | null = null;
  bootMode = 'UEFI';
  /** The URL in the drive; null: it is empty. */
  image: string | null = null;
  /** What was read from it. */
  imageBytes: Buffer | null = null;
  /** Reset types, in order. */
  readonly resets: string[] = [];
  readonly #manners: VendorManners;
  readonly #options: DoubleOptions;
  readonly #tasks: Task[] = [];
  #lastImage: string | null = null;
  #version = 1;

  constructor(options: DoubleOptions) {
    this.#options = options;
    this.#manners = vendorManners[options.vendor ?? 'standard'];
  }

  root(): unknown {
    return rootResource(this.#manners.vendor);
  }

  async answer(method: string, path: string, json: unknown, ifMatch: string | undefined): Promise<Reply> {
    if (method === 'GET') return this.#get(path);
    if (method === 'PATCH' && path === system) return this.#patchSystem(json, ifMatch);
    if (method === 'POST' && path === resetAction) return await this.#reset(json);
    const { insertsByOem } = this.#manners;
    if (method === 'POST' && path === (insertsByOem ? oemInsert : insertAction))
      return await this.#insert(json);
    if (method === 'POST' && path === (insertsByOem ? oemEject : ejectAction)) return this.#eject(json);
    this.#get(path);
    throw new ServiceError(405, 'OperationNotAllowed', 'The HTTP method is not allowed on this resource.', {
      allow: 'GET',
    });
  }

  get #tag(): string {
    return `"${this.#version}"`;
  }

  #get(path: string): Reply {
    const task = /\/TaskService\/(?:Tasks|TaskMonitors)\/(\d+)$/.exec(path)?.[1];
    if (task !== undefined) return this.#task(Number(task), path.includes('TaskMonitors'));
    const json = this.#resource(path);
    if (json === undefined)
      throw new ServiceError(404, 'ResourceMissingAtURI', `The resource at the URI ${path} was not found.`);
    return { status: 200, headers: { etag: this.#tag }, json };
  }

  #resource(path: string): unknown {
    switch (path) {
      case `${root}/Systems`:
        return collection(path, [system]);
      case `${root}/Managers`:
        return collection(path, [manager]);
      case drives:
        return collection(path, [`${drives}/Floppy1`, drive]);
      case system:
        return this.#system();
      case manager:
        return {
          '@odata.id': path,
          '@odata.type': '#Manager.v1_16_0.Manager',
          Id: 'BMC',
          Name: 'BMC',
          ManagerType: 'BMC',
          VirtualMedia: link(drives),
        };
      case `${drives}/Floppy1`:
        return floppyResource;
      case drive:
        return this.#drive();
      default:
        return undefined;
    }
  }

  #system(): unknown {
    const { vendor, model, resetTypes, bootTargets, targetsField } = this.#manners;
    return {
      ...{
        '@odata.id': system,
        '@odata.type': '#ComputerSystem.v1_18_0.ComputerSystem',
        Id: '1',
        Name: 'System',
      },
      ...{ Manufacturer: vendor, Model: model, SystemType: 'Physical', PowerState: this.isOn ? 'On' : 'Off' },
      Boot: {
        BootSourceOverrideEnabled: this.bootOnce === null ? 'Disabled' : 'Once',
        BootSourceOverrideTarget: this.bootOnce ?? 'None',
        BootSourceOverrideMode: this.bootMode,
        [targetsField]: bootTargets,
      },
      Actions: {
        '#ComputerSystem.Reset': { target: resetAction, 'ResetType@Redfish.AllowableValues': resetTypes },
      },
      Links: { ManagedBy: [link(manager)] },
    };
  }

  #drive(): unknown {
    const { insertsByOem, keepsImage } = this.#manners;
    const actions = insertsByOem
      ? {
          Oem: {
            Hp: {
              Actions: {
                '#HpiLOVirtualMedia.InsertVirtualMedia': { target: oemInsert },
                '#HpiLOVirtualMedia.EjectVirtualMedia': { target: oemEject },
              },
            },
          },
        }
      : {
          Actions: {
            '#VirtualMedia.InsertMedia': { target: insertAction },
            '#VirtualMedia.EjectMedia': { target: ejectAction },
          },
        };
    const isInserted = this.image !== null;
    return {
      ...{
        '@odata.id': drive,
        '@odata.type': '#VirtualMedia.v1_5_1.VirtualMedia',
        Id: 'CD1',
        Name: 'Virtual CD',
      },
      ...{ MediaTypes: ['CD', 'DVD'], Image: keepsImage ? this.#lastImage : this.image },
      ...(keepsImage ? {} : { Inserted: isInserted }),
      ...{ ConnectedVia: isInserted ? 'URI' : 'NotConnected', WriteProtected: true },
      ...actions,
    };
  }

  #patchSystem(json: unknown, ifMatch: string | undefined): Reply {
    if (this.#manners.wantsIfMatch && ifMatch === undefined)
      throw new ServiceError(428, 'PreconditionRequired', 'A precondition header or annotation is required.');
    if (ifMatch !== undefined && ifMatch !== this.#tag)
      throw new ServiceError(
        412,
        'PreconditionFailed',
        'The ETag supplied did not match the current ETag of the resource.',
      );
    const { Boot } =
      demandFields({ ...(json as object), Boot: 'x' }, { Boot: 'text' }, [], 'property') &&
      (json as { Boot?: unknown });
    const boot = demandFields(
      Boot,
      {
        BootSourceOverrideEnabled: ['Disabled', 'Once', 'Continuous'],
        BootSourceOverrideTarget: this.#manners.bootTargets,
        BootSourceOverrideMode: ['UEFI', 'Legacy'],
      },
      [],
      'property',
    );
    const {
      BootSourceOverrideEnabled: enabled,
      BootSourceOverrideTarget: target,
      BootSourceOverrideMode: mode,
    } = boot;
    if (typeof mode === 'string') this.bootMode = mode;
    else if (this.#manners.forgetsMode) this.bootMode = 'Legacy';
    if (typeof target === 'string')
      this.bootOnce = enabled === 'Disabled' || target === 'None' ? null : target;
    this.#version += 1;
    return { status: 200, headers: { etag: this.#tag }, json: this.#system() };
  }

  async #reset(json: unknown): Promise<Reply> {
    const { ResetType: type } = demandFields(
      json,
      { ResetType: this.#manners.resetTypes },
      ['ResetType'],
      'action',
    );
    const kind = this.#options.resetTask;
    if (kind === undefined || kind === 'ends') await this.#switch(String(type));
    if (kind === undefined) return { status: 204, headers: {}, json: undefined };
    const number = this.#tasks.push({ looks: 0, kind });
    const monitor = `${root}/TaskService/TaskMonitors/${number}`;
    return {
      status: 202,
      headers: { location: monitor, 'retry-after': '1' },
      json: taskResource(number, 'Running'),
    };
  }

  async #switch(type: string): Promise<void> {
    this.resets.push(type);
    if (type === 'ForceRestart' && !this.isOn)
      throw new ServiceError(
        409,
        'ResourceInStandby',
        'The request could not be performed because the resource is in standby.',
      );
    const isOn = type !== 'ForceOff' && type !== 'GracefulShutdown';
    const boot = this.bootOnce;
    if (isOn && !(type === 'On' && this.isOn)) this.bootOnce = null;
    if (isOn && this.isOn && type !== 'On') await this.#options.onPower?.(false, null);
    const wasOn = this.isOn && type === 'On';
    this.isOn = isOn;
    this.#version += 1;
    if (!wasOn) await this.#options.onPower?.(isOn, isOn ? boot : null);
  }

  async #insert(json: unknown): Promise<Reply> {
    const more = {
      Inserted: 'boolean',
      WriteProtected: 'boolean',
      TransferMethod: ['Stream', 'Upload'],
      TransferProtocolType: ['HTTP', 'HTTPS'],
    } as const;
    const rules = this.#manners.insertsByOem
      ? { Image: 'text' as const }
      : { Image: 'text' as const, ...more };
    const { Image } = demandFields(json, rules, ['Image'], 'action');
    if (this.image !== null)
      throw new ServiceError(
        409,
        'ResourceInUse',
        'The change to the requested resource failed because the resource is in use.',
      );
    this.imageBytes = await readImage(String(Image)).catch((error: unknown) => {
      throw new ServiceError(
        400,
        'ResourceAtUriInUnknownFormat',
        `The image cannot be read: ${String(error)}`,
      );
    });
    this.image = String(Image);
    this.#lastImage = this.image;
    this.#version += 1;
    return { status: 204, headers: {}, json: undefined };
  }

  #eject(json: unknown): Reply {
    demandFields(json, {}, [], 'action');
    if (this.image === null) throw new ServiceError(400, 'OperationFailed', 'There is nothing to eject.');
    this.image = null;
    this.#version += 1;
    return { status: 204, headers: {}, json: undefined };
  }

  #task(number: number, isMonitor: boolean): Reply {
    const task = this.#tasks[number - 1];
    if (task === undefined) throw new ServiceError(404, 'ResourceMissingAtURI', 'There is no such task.');
    task.looks += 1;
    const isOver = task.kind !== 'endless' && task.looks > 1;
    if (!isOver)
      return {
        status: isMonitor ? 202 : 200,
        headers: { 'retry-after': '1' },
        json: taskResource(number, 'Running'),
      };
    if (task.kind === 'fails' && isMonitor)
      throw new ServiceError(500, 'InternalError', 'The request failed due to an internal service error.');
    if (isMonitor) return { status: 204, headers: {}, json: undefined };
    return {
      status: 200,
      headers: {},
      json: taskResource(number, task.kind === 'fails' ? 'Exception' : 'Completed'),
    };
  }
}
