# Trains the sample model: whether a photograph is sharp enough for the catalogue. The photographs are pieces of datasets::volcano, a height map read as a
# grey picture, and the same pieces blurred; the network is small enough to be written here, so that the sample needs no package. A model of this kind in
# earnest is one of torch, in an image that has it. Rscript train.R [destination]

script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1L])
source(file.path(dirname(script), "..", "..", "r", "record-session.R"))
arguments <- commandArgs(trailingOnly = TRUE)
destination <- if (length(arguments)) arguments[1L] else "."
set.seed(20220701)

picture <- (volcano - min(volcano)) / diff(range(volcano))
picture <- picture + matrix(rnorm(length(picture), sd = 0.03), nrow(picture))
blur <- function(patch) {
  rows <- rbind(patch[1L, ], patch, patch[nrow(patch), ])
  columns <- (rows[-(1:2), ] + patch + rows[seq_len(nrow(patch)), ]) / 3
  sides <- cbind(columns[, 1L], columns, columns[, ncol(patch)])
  (sides[, -(1:2)] + columns + sides[, seq_len(ncol(patch))]) / 3
}
features <- function(patch) c(brightness = mean(patch), contrast = sd(patch), sharpness = mean(abs(diff(patch, differences = 2L))))
corners <- cbind(sample(nrow(picture) - 12L, 200L, TRUE), sample(ncol(picture) - 12L, 200L, TRUE))
patches <- lapply(seq_len(nrow(corners)), function(at) picture[corners[at, 1L] + 0:11, corners[at, 2L] + 0:11])
photographs <- rbind(t(vapply(patches, features, numeric(3))), t(vapply(patches, function(patch) features(blur(patch)), numeric(3))))
fit <- rep(c(1, 0), each = length(patches))

centre <- colMeans(photographs)
scale <- apply(photographs, 2L, sd)
x <- cbind(1, sweep(sweep(photographs, 2L, centre), 2L, scale, "/"))
layers <- list(matrix(rnorm(4L * 6L, sd = 0.5), 4L), matrix(rnorm(7L, sd = 0.5), 7L))
for (step in seq_len(500L)) {
  hidden <- cbind(1, tanh(x %*% layers[[1L]]))
  error <- (plogis(hidden %*% layers[[2L]]) - fit) / length(fit)
  back <- (error %*% t(layers[[2L]][-1L, ])) * (1 - hidden[, -1L]^2)
  layers <- list(layers[[1L]] - 2 * t(x) %*% back, layers[[2L]] - 2 * t(hidden) %*% error)
}

saveRDS(list(centre = centre, scale = scale, layers = layers), file.path(destination, "model.rds"), version = 3)
write.csv(photographs[c(1, 50, 201, 250, 400), ], file.path(destination, "sample.csv"), row.names = FALSE)
record_session(destination)
