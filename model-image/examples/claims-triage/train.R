# Trains the sample model: which claims a person should look at, by kernel regression over claims that were judged before. The claims are made of
# MASS::Insurance, whose 64 groups of policyholders stand for 64 claims. Rscript train.R [destination]; needs the package MASS (data).

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1L])
source(file.path(dirname(script), "..", "..", "r", "record-session.R"))
arguments <- commandArgs(trailingOnly = TRUE)
destination <- if (length(arguments)) arguments[1L] else "."
groups <- MASS::Insurance
claims <- data.frame(
  amount = 50 * groups$Claims,
  channel = factor(c("agent", "agent", "phone", "web")[as.integer(groups$District)], c("agent", "phone", "web")),
  reported = as.Date("2024-01-01") + 5L * seq_len(nrow(groups)),
  previous_claims = ifelse(groups$Claims == 0L, NA, as.integer(round(10 * groups$Claims / groups$Holders)))
)
judged <- groups$Claims / groups$Holders > 0.15
saveRDS(list(claims = claims, judged = judged, bandwidth = 0.5), file.path(destination, "model.rds"), version = 3)
write.csv(claims[c(1, 18, 33, 50, 64), ], file.path(destination, "sample.csv"), row.names = FALSE, na = "")
record_session(destination)
