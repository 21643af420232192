import type { Predictions } from './azure/predict';
import type { PriceTable } from './costs';
import { type EnvironmentChange, environmentChange, type RenderPlatform } from './environment-changes';
import { type ChangeGroup, groupChanges } from './groups';
import { headlineOf, type Risk, riskOf, type Surroundings } from './headline';
import { modelChanges, type RenderModel } from './model-changes';
import type { OwnChange } from './own-changes';
import { pairEnvironments } from './pairing';
import type { Side } from './side';
import type { Upgrade } from './upgrade';

export interface Review {
  /** The one sentence that a person needs. */
  readonly headline: string;
  readonly risk: Risk;
  readonly groups: readonly ChangeGroup[];
  readonly environments: readonly EnvironmentChange[];
  readonly own: readonly OwnChange[];
  readonly upgrade?: Upgrade;
  /** What a reader should know about the review itself. */
  readonly notes: readonly string[];
}

export interface ReviewInput {
  readonly before: Side;
  readonly after: Side;
  readonly renderModel: RenderModel;
  readonly renderPlatform: RenderPlatform;
  /** What the version of Plumbline, or a hand, changed in dist/ and no spec explains. */
  readonly own?: readonly OwnChange[];
  readonly prices?: PriceTable;
  /** What Azure would be asked for on both sides, where that was looked at. */
  readonly predictions?: Predictions;
  /** Another version of Plumbline than at the base. */
  readonly upgrade?: Upgrade;
  readonly notes?: readonly string[];
  readonly surroundings?: Surroundings;
}

/** What a change of the specs means. A pure function. */
export function reviewOf(input: ReviewInput): Review {
  const { before, after, renderModel, renderPlatform, own = [], prices, predictions, upgrade, notes = [], surroundings } = input;
  const pairs = pairEnvironments(before, after);
  const models = pairs.flatMap((pair) => modelChanges(pair, pairs, renderModel));
  const environments = pairs.flatMap((pair) => environmentChange(pair, renderPlatform, prices, predictions?.environments.get(pair.name)));
  const groups = groupChanges(models);
  const risk = riskOf(groups, environments, own);
  const specs = headlineOf(groups, environments, own, risk, surroundings);
  const headline = upgrade === undefined ? specs : `Plumbline ${upgrade.from} → ${upgrade.to}; ${specs}`;
  return { headline, risk, groups, environments, own, upgrade, notes: [...notes, ...unseenNotes(predictions)] };
}

function unseenNotes(predictions: Predictions | undefined): string[] {
  return [...predictions?.unseen ?? []].map(([name, reason]) => `what becomes of the resources of ${name} in Azure was not evaluated: ${reason}`);
}
