import { builtTools } from './build';
import { tools } from './catalogue';

/** `main.ts [name...]`: builds the named tools, or all, and prints their paths. */
async function main(names: readonly string[]): Promise<void> {
  const programs = await builtTools(names.length > 0 ? names : tools().map((tool) => tool.name), { kubernetes: process.env.PLUMBLINE_KUBERNETES });
  for (const [name, path] of Object.entries(programs)) { process.stdout.write(`${name} ${path}\n`); }
}

// npm's habit of a -- before the arguments; projen hands it on.
main(process.argv.slice(2).filter((arg) => arg !== '--')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
