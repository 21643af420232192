import { podman, POD } from '../container';

/** plumber's own server for a model's script, from the model's image, without the gateway: what the gateway is held against. */
export class PlumberContainer {
  /** Waits until it answers. */
  static async start(image: string, file: string): Promise<PlumberContainer> {
    const container = new PlumberContainer(`plumbline-test-plumber-${process.pid}`, 28_000 + (process.pid % 2000));
    const code = `plumber::plumb("${file}")$run(host = "127.0.0.1", port = ${container.port}, quiet = TRUE)`;
    const { status, stderr } = podman('run', '--detach', '--name', container.name, ...POD, '--workdir', '/opt/plumbline/model', '--entrypoint', 'Rscript', image,
      '--vanilla', '-e', code);
    if (status !== 0) { throw new Error(`plumber did not start: ${stderr}`); }
    for (let tries = 0; tries < 300; tries += 1) {
      if (await fetch(`${container.url}/openapi.json`).catch(() => undefined) !== undefined) { return container; }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const { stderr: log } = podman('logs', container.name);
    container.remove();
    throw new Error(`plumber does not answer: ${log}`);
  }

  private constructor(private readonly name: string, private readonly port: number) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  remove(): void {
    podman('rm', '--force', '--time', '0', this.name);
  }
}
