/** A mistake in the project's own source, and the tests that have to notice it. */
export interface PlantedFault {
  /** A file of e2e/suites/ without .test.ts, or a task that needs no cluster. */
  readonly suite: string;
  /** As in "fails where ...". */
  readonly fault: string;
  /** Relative to the repository's root. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
  /** Names of all tests that fail, and of no other. */
  readonly fails: RegExp;
}

/** Tasks whose tests need no cluster, by the program that runs them and takes jest's options. */
export const TASKS: Readonly<Record<string, string>> = { 'test:helm': 'e2e/helm/main.ts' };

/** By suite, in the order in which they are planted: those without containers first. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    suite: 'test:helm',
    fault: 'helm writes JSON on one line, and not as Flux gets it',
    file: 'src/render/helm/operators.ts',
    from: "call('toPrettyJson', ",
    to: "call('toJson', ",
    fails: /^(of \S+ renders for \S+ what Flux gets|renders for |comes out of helm)/,
  },
  {
    suite: 'helm',
    fault: 'a Deployment selects its pods by their version, too',
    file: 'src/constructs/metadata.ts',
    from: "'app.kubernetes.io/component': 'scoring' };",
    to: "'app.kubernetes.io/component': 'scoring', 'app.kubernetes.io/version': values.version };",
    fails: /^upgrades a release/,
  },
  {
    suite: 'admission',
    fault: 'pods have a field that Kubernetes does not know',
    file: 'src/constructs/scoring-deployment.ts',
    from: 'automountServiceAccountToken: false',
    to: 'automountServiceAccountTokens: false',
    fails: /^(accepts every object (that the sample specs make for dist\/models|of specs at the limits)|and the validator agree on)/,
  },
  {
    suite: 'pod-security',
    fault: 'containers may escalate their privileges',
    file: 'src/constructs/security-context.ts',
    from: 'allowPrivilegeEscalation: false',
    to: 'allowPrivilegeEscalation: true',
    fails: /^admits the pods of /,
  },
  {
    suite: 'pod-security',
    fault: 'namespaces enforce "baseline" alone',
    file: 'src/constructs/model-namespace.ts',
    from: "'pod-security.kubernetes.io/enforce': 'restricted'",
    to: "'pod-security.kubernetes.io/enforce': 'baseline'",
    fails: /^refuses a pod with /,
  },
  {
    suite: 'second-apply',
    fault: 'the Deployment says how many pods there are, as the autoscaler does',
    file: 'src/constructs/scoring-deployment.ts',
    from: 'revisionHistoryLimit: 5',
    to: 'replicas: values.scaling.min, revisionHistoryLimit: 5',
    fails: /^the autoscaler alone decides /,
  },
  {
    suite: 'scheduling',
    fault: 'the planner counts on a mebibyte more than a node has',
    file: 'src/spec/plan/aks-reservations.ts',
    from: '- NODE_ALLOWANCE.memoryMiB,',
    to: '- NODE_ALLOWANCE.memoryMiB + 1,',
    fails: /^puts the largest pod that the planner allows on a node of each size$/,
  },
  {
    suite: 'gitops-oci',
    fault: 'artifacts hold the time at which they were made',
    file: 'src/publish/layer.ts',
    from: 'mtime: new Date(0)',
    to: 'mtime: new Date()',
    fails: /^(pushes nothing where nothing changed|a new version of a model is one new digest|makes the same artifacts of another clone)/,
  },
  {
    suite: 'gitops',
    fault: 'Flux prunes nothing',
    file: 'src/constructs/flux-kustomization.ts',
    from: 'prune: true',
    to: 'prune: false',
    fails: /^(takes other Kustomizations without restarting|takes a model that joins|removes the namespace of a model)/,
  },
  {
    suite: 'gitops-environments',
    fault: 'variables without a value become empty',
    file: 'src/spec/resolve/resolve-cluster.ts',
    from: '[name, `\\${${name}}`]',
    to: "[name, '']",
    fails: /^a variable that nobody has given a value stays/,
  },
  {
    suite: 'gitops-helm',
    fault: 'a version of a chart may be pushed with another content',
    file: 'src/publish/push-chart.ts',
    from: 'if (found !== undefined) {',
    to: 'if (found !== undefined && dryRun) {',
    fails: /^is refused with another content/,
  },
  {
    suite: 'gitops-images',
    fault: 'newer images are pushed to the branch that Flux follows',
    file: 'src/constructs/image-updates.ts',
    from: 'push: { branch: imageUpdates.pushBranch }',
    to: 'push: { branch: imageUpdates.branch }',
    fails: /^(gets the newest image|has no file but the spec changed|runs the image once)/,
  },
  {
    suite: 'lifecycle',
    fault: 'a cluster counts as up whether its processes live or not',
    file: 'e2e/cluster/cluster.ts',
    from: 'state.up && state.processes.every(isAlive) &&',
    to: 'state.up &&',
    fails: /^is (not up when a component has died|brought up anew from what a dead component left)$/,
  },
  {
    suite: 'gitops-signatures',
    fault: 'Flux is not told to look for signatures',
    file: 'src/constructs/flux-artifact.ts',
    from: "verify: when(equal(flux.verify.provider, ''), undefined, {",
    to: 'verify: when(equal(flux.verify.provider, flux.verify.provider), undefined, {',
    fails: /^(applies nothing of what|applies all of it once the team|keeps what it has|takes the change when)/,
  },
  {
    suite: 'chart',
    fault: 'helm test takes whichever version answers for the one that was released',
    file: 'src/render/helm/test-script.ts',
    from: 'if (found !== version)',
    to: 'if (found === undefined)',
    fails: /^(is upgraded, and helm test asks until|fails in helm test when the new version|goes back to the first version)/,
  },
  {
    suite: 'prediction',
    fault: 'containers may write to their root',
    file: 'src/constructs/security-context.ts',
    from: 'readOnlyRootFilesystem: true',
    to: 'readOnlyRootFilesystem: false',
    fails: /^runs the image that the digest names/,
  },
  {
    suite: 'platform',
    fault: "Flux's own manifests are not read from the repository",
    file: '.sourceignore',
    from: '!/flux/\n',
    to: '',
    fails: /^(gets Flux from flux bootstrap|goes from there to all ready|repairs what somebody deletes)/,
  },
  {
    suite: 'scaling',
    fault: 'the autoscaler may not add a pod',
    file: 'src/constructs/scoring-autoscaler.ts',
    from: 'maxReplicas: scaling.max',
    to: 'maxReplicas: scaling.min',
    fails: /^grows under load/,
  },
  {
    suite: 'node-lifecycle',
    fault: 'what components wrote stays',
    file: 'e2e/cluster/run-directory.ts',
    from: "'config', 'data', 'admin.kubeconfig'",
    to: "'config', 'admin.kubeconfig'",
    // A cluster may or may not come up on what another one wrote.
    fails: /^(goes without leaving a link, a rule, a mount|comes up after coming up was killed)/,
  },
];
