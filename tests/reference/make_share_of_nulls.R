# The share of true nulls by limma's propTrueNull, method convest (Langaas et al. 2005).
# usage: Rscript make_share_of_nulls.R OUT_FOLDER
suppressMessages(library(limma))
studies <- expand.grid(tests = c(300, 3000), nulls = c(1, 0.8, 0.5), power = c(3, 8))
# numbers without a random generator, so that any language can make the same ones
p_values <- function(tests, nulls, power, at) {
  noise <- sin((seq_len(tests) + 10000 * at) * 12.9898) * 43758.5453
  uniform <- noise - floor(noise)
  ifelse(seq_len(tests) <= nulls * tests, uniform, uniform^power)
}
studies$share <- sapply(seq_len(nrow(studies)), function(at) {
  p <- with(studies[at, ], p_values(tests, nulls, power, at))
  propTrueNull(p, method = "convest")
})
studies$share <- format(studies$share, digits = 8)
write.table(studies, file.path(commandArgs(TRUE)[1], "share_of_nulls.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
cat("limma", as.character(packageVersion("limma")), "\n")
