import type { ContractColumn } from '../contract/column';
import type { WireType } from '../wire/layout';

/** A column of a model's answer. */
export interface OutputColumn {
  readonly name: string;
  readonly type: WireType;
  /** Factors only; empty otherwise. */
  readonly levels: readonly string[];
}

/** What the router of an annotated R script is, as plumber understood it. */
export interface PlumberHello {
  /** Version of the package. */
  readonly version: string;
  /** The script's name in the model folder. */
  readonly file: string;
  /** Paths as the script declares them, mounts included: `/predict/<id:int>`; a folder of static files ends with `/*`. */
  readonly routes: readonly { readonly methods: readonly string[]; readonly path: string }[];
  /** plumber's own description of the API, as JSON. */
  readonly openapi: string;
  /** What the script asks for and will not get here. */
  readonly notes: readonly { readonly line: number; readonly text: string }[];
}

/** What an R process says about itself and its model once it has loaded it. */
export interface Hello {
  readonly pid: number;
  /** Version of R. */
  readonly r: string;
  readonly packages: Readonly<Record<string, string>>;
  /** The model object's classes. */
  readonly class: readonly string[];
  /** The model folder has a score.R. */
  readonly scripted: boolean;
  /** Takes rows: all but an annotated script without a score.R. */
  readonly scores: boolean;
  /** null when the model does not say what it takes, or was not asked. */
  readonly contract: readonly ContractColumn[] | null;
  /** The columns that the model answered its sample with; null without a sample. */
  readonly outputs: readonly OutputColumn[] | null;
  /** Where the rows came from that proved the model before it was called ready. */
  readonly sample: 'file' | 'made' | 'none';
  /** Why rows must not be scored together; null when they may. */
  readonly objection: string | null;
  /** Loaded packages that do not survive a fork. */
  readonly unforkable: readonly string[];
  /** What an annotated script says, which answers HTTP requests itself; null where there is none. */
  readonly plumber: PlumberHello | null;
  readonly loadSeconds: number;
  readonly rowSeconds: number | null;
  readonly batchRows: number | null;
  readonly batchSeconds: number | null;
}
