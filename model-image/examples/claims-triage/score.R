# A claim is looked at where most of the claims like it were: weights fall with the distance of their amounts, and with what else is different.
score <- function(model, data) {
  known <- model$claims
  # A claimant of whom nothing is known counts as one without claims.
  previous <- function(claims) ifelse(is.na(claims$previous_claims), 0, claims$previous_claims)
  vapply(seq_len(nrow(data)), function(row) {
    claim <- data[row, ]
    distance <- (log1p(claim$amount) - log1p(known$amount))^2 + (previous(claim) - previous(known))^2 / 4 + (as.character(claim$channel) != as.character(known$channel))
    weights <- exp(-distance / (2 * model$bandwidth^2))
    sum(weights * model$judged) > sum(weights) / 2
  }, NA)
}
