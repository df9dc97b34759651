import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/work.ts';
import type { FirmwareFolder } from '../firmware/firmware-folder.ts';
import { DhcpNews } from './dhcp-news.ts';
import { dnsmasqFilesIn } from './dnsmasq/dnsmasq-files.ts';
import type { DnsmasqFiles } from './dnsmasq/dnsmasq-files.ts';
import { DnsmasqProcess } from './dnsmasq/dnsmasq-process.ts';
import type { DnsmasqState } from './dnsmasq/dnsmasq-process.ts';
import { DnsmasqStory } from './dnsmasq/dnsmasq-story.ts';
import { endOrphan } from './dnsmasq/end-orphan.ts';
import { readDnsmasqLine } from './dnsmasq/read-dnsmasq-line.ts';
import { renderDnsmasqConfig } from './dnsmasq/render-dnsmasq-config.ts';
import { fillTftpFolder } from './fill-tftp-folder.ts';
import { planDhcp } from './plan-dhcp.ts';
import type { DhcpPlan, PlannedDhcp } from './plan-dhcp.ts';
import { ReservationFile } from './reservation-file.ts';

export type DhcpServiceNeeds = {
  readonly config: Pick<Config, 'dhcp' | 'bootListen' | 'bootUrl'>;
  /** Absolute. */
  readonly data: string;
  readonly database: Database;
  readonly firmware: Pick<FirmwareFolder, 'path' | 'manifest'>;
  readonly log: Logger;
};

/** What dnsmasq was started by. */
type Running = {
  readonly plan: DhcpPlan;
  readonly config: string;
  readonly firmware: string;
  readonly dnsmasq: DnsmasqProcess;
};
type Trouble = { readonly kind: 'dhcpSettings' | 'dhcpRival' | 'dhcpStopped'; readonly why: string };

const lookEveryMs = 5000;

/**
 * DHCP and TFTP of this server: plans from the settings, runs dnsmasq by the plan, follows what changes (firmware,
 * addresses of this host, machines). Whatever goes wrong here is told and tried again; the boot plane goes on.
 */
export class DhcpService {
  readonly #needs: DhcpServiceNeeds;
  readonly #files: DnsmasqFiles;
  readonly #news: DhcpNews;
  readonly #reservations: ReservationFile;
  #port: number;
  #timer: NodeJS.Timeout | undefined;
  #cleared: Promise<void> = Promise.resolve();
  #looking: Promise<void> | null = null;
  #running: Running | null = null;
  /** Why dnsmasq does not run as it should now; one that was started before may go on. */
  #trouble: Trouble | null = null;
  /** The same reason again is not told again. */
  #lastComplaint: string | null = null;

  constructor(needs: DhcpServiceNeeds) {
    const { data, database, log, config } = needs;
    this.#needs = needs;
    this.#files = dnsmasqFilesIn(data);
    this.#news = new DhcpNews(database, (error) => log.error(error, 'what DHCP said was not written down'));
    this.#reservations = new ReservationFile(database, this.#files.reservationsFile);
    this.#port = config.bootListen.port;
  }

  get state(): DnsmasqState {
    if (this.#trouble !== null) return { state: 'failed', why: this.#trouble.why };
    return this.#running?.dnsmasq.state ?? { state: 'off' };
  }

  /** Begins when the boot plane listens; returns at once. `port` is the one that the plane got. */
  start(port: number): void {
    this.#port = port;
    // Also when DHCP is off now: it may have been on when the server was killed.
    this.#cleared = endOrphan(this.#files).catch((error: unknown) => this.#fail(error));
    if (this.#needs.config.dhcp.mode === 'off') return;
    this.#news.start();
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#timer.unref();
    this.#look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#cleared;
    await this.#looking;
    await this.#running?.dnsmasq.stop();
    await this.#news.stop();
  }

  /** What the settings come to on this host, now. */
  plan(): PlannedDhcp {
    const { config } = this.#needs;
    return planDhcp(config.dhcp, {
      interfaces: networkInterfaces(),
      bootListen: { ...config.bootListen, port: this.#port },
      bootUrl: config.bootUrl,
      firmware: this.#firmware(),
    });
  }

  /** The configuration of our own dnsmasq. */
  render(plan: DhcpPlan): string {
    return renderDnsmasqConfig(plan, this.#files);
  }

  /** Nothing else is served, by TFTP or by HTTP. */
  #firmware(): readonly string[] {
    return this.#needs.firmware.manifest?.files.map(({ file }) => file) ?? [];
  }

  /** One look at a time: asking the network takes longer than the time between two. */
  #look(): void {
    this.#looking ??= this.#follow()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => (this.#looking = null));
  }

  async #follow(): Promise<void> {
    await this.#cleared;
    const planned = this.plan();
    if (planned.ok) await this.#runBy(planned.plan);
    else await this.#despair({ kind: 'dhcpSettings', why: planned.problems.join('; ') });
    const running = this.#running;
    if (running !== null && (await this.#reservations.follow(running.plan))) running.dnsmasq.reload();
  }

  async #runBy(plan: DhcpPlan): Promise<void> {
    const config = this.render(plan);
    const firmware = this.#firmware().join();
    const isAsWanted = this.#running?.config === config && this.#running.firmware === firmware;
    if (!isAsWanted) {
      const { findRival } = await import('./find-rival.ts');
      const rival = await findRival(plan, new Set(this.#running === null ? [] : hostAddresses()));
      if (rival !== null) return await this.#despair({ kind: 'dhcpRival', why: rival });
      if (plan.warnings.length > 0) await this.#news.tell('note', 'dhcpWarning', plan.warnings.join('; '));
      await this.#running?.dnsmasq.stop();
      await this.#prepare(plan, config);
      this.#running = { plan, config, firmware, dnsmasq: this.#newProcess() };
      this.#running.dnsmasq.start();
    }
    this.#trouble = null;
  }

  async #prepare(plan: DhcpPlan, config: string): Promise<void> {
    const { folder, tftpFolder, configFile } = this.#files;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const urls = new Set([plan.origin, ...plan.subnets.map(({ origin }) => origin)].map(({ url }) => url));
    await fillTftpFolder(tftpFolder, this.#needs.firmware.path, this.#firmware(), [...urls]);
    await this.#reservations.follow(plan);
    await writeFile(configFile, config);
    await chmod(configFile, 0o600);
  }

  #newProcess(): DnsmasqProcess {
    const story = new DnsmasqStory();
    return new DnsmasqProcess(this.#files, {
      onLine: (line) => {
        this.#needs.log.debug(line);
        const read = readDnsmasqLine(line);
        const news = read === null ? null : story.tell(read);
        if (news !== null) this.#news.add(news);
      },
      onRunning: () => {
        this.#lastComplaint = null;
        void this.#news.tell('note', 'dhcpRuns', 'DHCP and TFTP run');
      },
      onEnd: (why) => void this.#complain({ kind: 'dhcpStopped', why }),
    });
  }

  async #fail(error: unknown): Promise<void> {
    await this.#despair({ kind: 'dhcpStopped', why: error instanceof Error ? error.message : String(error) });
  }

  async #despair(trouble: Trouble): Promise<void> {
    this.#trouble = trouble;
    await this.#complain(trouble);
  }

  async #complain({ kind, why }: Trouble): Promise<void> {
    if (why === this.#lastComplaint) return;
    this.#lastComplaint = why;
    const message = `DHCP and TFTP do not run: ${why}`;
    this.#needs.log.error(message);
    await this.#news.tell('alert', kind, message);
  }
}

export function hostAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address));
}
