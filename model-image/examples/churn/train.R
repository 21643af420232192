# Trains the sample model: which tenants are likely to leave, judged by who was hardly satisfied among 1,681 asked in Copenhagen (MASS::housing). A
# logistic regression. Rscript train.R [destination]; needs the package MASS (data).

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1L])
source(file.path(dirname(script), "..", "..", "r", "record-session.R"))
arguments <- commandArgs(trailingOnly = TRUE)
destination <- if (length(arguments)) arguments[1L] else "."
tenants <- MASS::housing
names(tenants) <- c("satisfaction", "influence", "dwelling", "contact", "tenants")
tenants$leaves <- tenants$satisfaction == "Low"
model <- glm(leaves ~ influence + dwelling + contact, binomial, tenants, weights = tenants)
# The data and the script's workspace would otherwise be carried along.
model <- modifyList(model, list(data = NULL, model = NULL))
attr(model$terms, ".Environment") <- attr(model$formula, ".Environment") <- globalenv()
class(model) <- c("glm", "lm")
saveRDS(model, file.path(destination, "model.rds"), version = 3)
sample <- unique(tenants[c("influence", "dwelling", "contact")])[c(1, 6, 11, 16, 24), ]
write.csv(sample, file.path(destination, "sample.csv"), row.names = FALSE)
record_session(destination, model)
