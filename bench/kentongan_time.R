# R's side of kentongan_time.py: CPU seconds a series of each method on the counts it is given.
# Run: Rscript kentongan_time.R COUNTS.csv SECONDS.json
suppressMessages(library(surveillance))
paths <- commandArgs(trailingOnly = TRUE)
counts <- as.matrix(read.csv(paths[1], header = FALSE))
year <- 313:364
panel <- function(series, weeks) {
  sts(observed = counts[seq_len(weeks), seq_len(series), drop = FALSE], frequency = 52, start = c(2018, 1))
}
quietly <- function(...) invisible(capture.output(suppressWarnings(suppressMessages(...))))
seconds <- function(series, listen, weeks = 364) {
  data <- panel(series, weeks)
  used <- system.time(quietly(listen(data)))
  (used[["user.self"]] + used[["sys.self"]]) / series
}
noufaily <- list(range = year, noPeriods = 10, b = 5, w = 3, pastWeeksNotIncluded = 26,
                 pThresholdTrend = 1, weightsThreshold = 2.58, thresholdMethod = "nbPlugin")
found <- list(
  "EARS C1, C2, C3, all weeks" = seconds(20, function(x) for (m in c("C1", "C2", "C3")) {
    earsC(x, control = list(method = m))
  }, weeks = 260),
  "farringtonFlexible, Noufaily set-up, 52 weeks" = seconds(4, function(x) farringtonFlexible(x, noufaily)),
  "farringtonFlexible, default, 52 weeks" = seconds(4, function(x) {
    farringtonFlexible(x, list(range = year, b = 5, w = 3))
  }),
  "farrington 1996, 52 weeks" = seconds(8, function(x) farrington(x, list(range = year, b = 5, w = 3))),
  "cusum rossi, 312 weeks" = seconds(20, function(x) cusum(x, list(range = 53:364, trans = "rossi"))),
  "glrnb LR, alpha estimated, 52 weeks" = seconds(20, function(x) glrnb(x, list(range = year, theta = log(2)))),
  "glrpois GLR, 52 weeks" = seconds(20, function(x) glrpois(x, list(range = year))),
  "glrnb GLR, alpha estimated, 52 weeks" = seconds(20, function(x) glrnb(x, list(range = year)))
)
lines <- sprintf('"%s": %.9g', names(found), unlist(found))
writeLines(paste0("{", paste(lines, collapse = ", "), "}"), paths[2])
