# Scores the rows of a CSV file: Rscript score.R <url of the model> <file>. PLUMBLINE_USER and PLUMBLINE_PASSWORD say who asks. Needs httr2.

suppressPackageStartupMessages(library(httr2))
arguments <- commandArgs(trailingOnly = TRUE)
service <- request(arguments[1L])

login <- service |>
  req_url_path_append("login") |>
  req_body_json(list(username = Sys.getenv("PLUMBLINE_USER"), password = Sys.getenv("PLUMBLINE_PASSWORD"))) |>
  req_perform() |>
  resp_body_json()

predictions <- service |>
  req_url_path_append("score") |>
  req_auth_bearer_token(login$access_token) |>
  req_body_json(read.csv(arguments[2L]), digits = NA) |>
  req_perform() |>
  resp_body_json(simplifyVector = TRUE)

cat(format(predictions$medv, digits = 17, trim = TRUE), sep = "\n")
