/** What Helm prints after an install: where the model answers and how it is called, by its way of authentication. */
export const NOTES = `{{- $url := printf "https://%s%s" .Values.endpoint.host (trimSuffix "/" .Values.endpoint.path) }}
{{- $row := dict }}
{{- range .Values.inputs }}
{{- $sample := 0 }}
{{- if eq .type "factor" }}{{ $sample = first .levels }}
{{- else if eq .type "logical" }}{{ $sample = true }}
{{- else if eq .type "string" }}{{ $sample = "" }}
{{- else if eq .type "date" }}{{ $sample = "2026-01-01" }}
{{- else if eq .type "datetime" }}{{ $sample = "2026-01-01T00:00:00Z" }}
{{- else if not (kindIs "invalid" .minimum) }}{{ $sample = .minimum }}
{{- end }}
{{- $_ := set $row .name $sample }}
{{- end }}
{{- $body := toRawJson (list $row) | replace "'" "'\\\\''" }}
{{ .Values.name }} {{ .Values.version }} in environment {{ .Values.environment.name }}:

  {{ $url }}

Its pods are ready when every worker has scored a sample:

  kubectl -n {{ .Values.namespace }} rollout status deployment/{{ .Values.name }}
  helm test {{ .Release.Name }} -n {{ .Release.Namespace }} || kubectl -n {{ .Values.namespace }} logs {{ .Values.name }}-test

{{- if eq .Values.auth.mode "password" }}

Get a token, and score a row with it:

  TOKEN=$(curl -sf {{ $url }}/login -H 'content-type: application/json' \\
    -d '{"username": "<user>", "password": "<password>"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl {{ $url }}/score -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
    -d '{{ $body }}'
{{- else if eq .Values.auth.mode "basic" }}

Score a row:

  curl {{ $url }}/score -u '<user>:<password>' -H 'content-type: application/json' \\
    -d '{{ $body }}'
{{- else if eq .Values.auth.mode "entra" }}

Score a row with a token of Entra ID:

  TOKEN=$(az account get-access-token --resource {{ .Values.auth.entra.audience }} --query accessToken -o tsv)
  curl {{ $url }}/score -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
    -d '{{ $body }}'
{{- else }}

Score a row (whoever reaches the address may call):

  curl {{ $url }}/score -H 'content-type: application/json' \\
    -d '{{ $body }}'
{{- end }}
{{- if eq .Values.secrets.source "secret" }}

The service starts when the Secret {{ .Values.secrets.secretName }} is in namespace {{ .Values.namespace }}, with the keys users.json and signing-keys.json:

  kubectl -n {{ .Values.namespace }} create secret generic {{ .Values.secrets.secretName }} --from-file=users.json --from-file=signing-keys.json
{{- end }}
{{- if and .Values.identity.enabled (contains "\${" (printf "%s %s" .Values.identity.clientId .Values.identity.tenantId)) }}

NOT COMPLETE: identity.clientId or identity.tenantId holds a text that Flux fills in, and this release was not installed by Flux with such a
substitution. The pods get no token of Azure until both are GUIDs: --set identity.clientId=<GUID>,identity.tenantId=<GUID>
{{- end }}
{{- if eq .Release.Namespace .Values.namespace }}

The namespace is the release's own, which a chart cannot label. Let the API server enforce Pod Security "restricted" in it:

  kubectl label namespace {{ .Values.namespace }} pod-security.kubernetes.io/enforce=restricted
{{- end }}
`;
