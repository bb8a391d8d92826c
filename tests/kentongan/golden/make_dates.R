# What R's surveillance answers on four simulated series with dates, populations and a leap week.
# Run: Rscript make_dates.R   (writes data/synthDates.csv.gz and temporal/*__dates*.csv.gz beside it,
# and prints the entries of manifest.json)
suppressMessages(library(surveillance))
set.seed(20261124)
days <- seq(as.Date("2012-01-02"), by = "1 week", length.out = 470)
year <- 2 * pi * as.numeric(days) / 365.25
people <- round(outer(exp(0.0004 * seq_along(days)), c(900, 2500, 4000, 12000)))
people[450:452, ] <- 3 * people[450:452, ]
means <- people / 1000 * exp(0.3 * cos(year))
counts <- matrix(rnbinom(length(means), size = means / 0.6, prob = 1 / 1.6), nrow(means))
counts[461:464, ] <- counts[461:464, ] + outer(c(4, 8, 6, 3), c(1, 1, 2, 4))
units <- paste0("u", 1:4)
panel <- sts(observed = counts, epoch = as.numeric(days), epochAsDate = TRUE, frequency = 52,
             start = c(2012, 1), population = people)
colnames(panel@observed) <- units

number <- function(x) ifelse(is.nan(x), "NaN", ifelse(is.na(x), "NA", sprintf("%.17g", x)))
keep <- function(file, table) {
  write.table(table, gzfile(file), sep = ",", quote = FALSE, row.names = FALSE)
}
keep("data/synthDates.csv.gz", data.frame(
  dataset = "synthDates", unit = rep(units, each = 470), t = rep(1:470, 4),
  epoch = rep(format(days), 4), observed = c(counts), population = c(people), state = 0))

answer <- function(algorithm, variant, first, control, listen, more) {
  range <- first:470
  heard <- suppressMessages(listen(panel, control = c(list(range = range), control)))
  size <- length(range)
  table <- data.frame(dataset = "synthDates", unit = rep(units, each = size),
                      t = rep(range, 4), observed = c(counts[range, ]),
                      upperbound = number(c(upperbound(heard))),
                      alarm = number(as.numeric(c(alarms(heard)))))
  for (name in names(more)) table[[name]] <- number(c(more[[name]](heard)))
  keep(sprintf("temporal/%s__%s.csv.gz", algorithm, variant), table)
  said <- control
  if (is.null(said$alpha) && algorithm == "glrnb") said$alpha <- "estimated (MASS::glm.nb)"
  cat(sprintf('{"algo": "%s", "variant": "%s", "dataset": "synthDates", "rows": %d, "t_first": %d, "t_last": 470, "control": %s},\n',
              algorithm, variant, nrow(table), first, jsonlite_free(said)))
}
jsonlite_free <- function(x) {
  if (is.list(x) && length(x) == 0) return("{}")
  if (is.list(x)) return(sprintf("{%s}", paste(sprintf('"%s": %s', names(x), sapply(x, jsonlite_free)), collapse = ", ")))
  if (is.logical(x)) return(tolower(as.character(x)))
  if (is.character(x)) return(sprintf('"%s"', x))
  if (length(x) > 1) return(sprintf("[%s]", paste(format(x, digits = 17), collapse = ", ")))
  format(x, digits = 17)
}
field <- function(name) function(heard) heard@control[[name]]
old <- list(b = 5, w = 3)
pd <- NULL
per_unit <- function(control, column) function(heard) sapply(1:4, function(i) {
  one <- suppressWarnings(farrington(panel[, i], control = c(list(range = 440:470), control)))
  if (column == "trend") NA else one@control$pd[, column]
})
for (case in list(list("dates", old), list("dates_pop", c(old, populationOffset = TRUE)))) {
  control <- case[[2]]
  used <- control
  if (!is.null(control$populationOffset)) {
    used$populationOffset <- NULL
    used$fitFun <- "algo.farrington.fitGLM.populationOffset"
  }
  listen <- function(panel, control) {
    control$populationOffset <- NULL
    control$fitFun <- used$fitFun
    farrington(panel, control = control)
  }
  answer("farrington", case[[1]], 440, control, listen,
         list(pdq = per_unit(used, 1), pdm = per_unit(used, 2)))
}
flexible <- lapply(c(expected = "expected", mu0 = "mu0Vector", phi = "phiVector", trendCoef = "trendVector",
                     trend = "trend", pvalue = "pvalue", score = "score"), field)
noufaily <- list(noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
                 pThresholdTrend = 1, thresholdMethod = "nbPlugin", b = 5, w = 3)
answer("farringtonFlexible", "dates", 440, noufaily, farringtonFlexible, flexible)
answer("farringtonFlexible", "dates_pop", 440, c(noufaily, populationOffset = TRUE), farringtonFlexible, flexible)
answer("farringtonFlexible", "dates_delta", 440, list(b = 4, w = 2), farringtonFlexible, flexible)
per_chart <- function(control, pick) function(heard) sapply(1:4, function(i) {
  one <- suppressMessages(glrnb(panel[, i], control = c(list(range = 300:470), control)))
  rep_len(pick(one@control), 171)
})
for (case in list(
  list("dates_refit", list(theta = 0.5, alpha = 0.1, mu0 = list(S = 1, trend = TRUE, refit = TRUE), c.ARL = 3)),
  list("dates_mtilde", list(alpha = 0, Mtilde = 3, c.ARL = 4)),
  list("dates_mtilde_M", list(alpha = 0, Mtilde = 3, M = 9)),
  list("dates_nb_mtilde", list(Mtilde = 3)),
  list("dates_dec", list(alpha = 0, dir = "dec")),
  list("dates_nb_dec", list(alpha = 0.2, dir = "dec", M = 20)),
  list("dates_nb_cases", list(alpha = 0.2, M = 15, ret = "cases")),
  list("dates_epi", list(alpha = 0, change = "epi", Mtilde = 2)))) {
  control <- case[[2]]
  answer("glrnb", case[[1]], 300, control, glrnb,
         list(mu0 = per_chart(control, function(x) x$mu0), alpha = per_chart(control, function(x) x$alpha)))
}
