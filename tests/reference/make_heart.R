# R limma on the six heart regions of three donors (proteinGroups_HEART_filtered.txt, log2 already): donors as blocks.
# usage: Rscript make_heart.R FOLDER_OF_REGIONS_HEART OUT_FOLDER
# The contrast is a coefficient of the design: then limma's standard errors are exact with holes and blocks, too.
arguments <- commandArgs(TRUE)
suppressMessages(library(limma))

sheet <- read.delim(file.path(arguments[1], "samples.tsv"))
table <- read.delim(file.path(arguments[1], "proteinGroups_HEART_filtered.txt"), check.names = FALSE, quote = "")
values <- as.matrix(table[, sheet$sample])
kept <- rowSums(!is.na(values)) >= 12
values <- values[kept, ]
region <- relevel(factor(sheet$region), "RA")
design <- model.matrix(~region)
correlation <- duplicateCorrelation(values, design, block = sheet$donor)$consensus.correlation
fit <- eBayes(
  lmFit(values, design, block = sheet$donor, correlation = correlation), trend = TRUE, robust = TRUE
)
at <- which(colnames(design) == "regionLA")
out <- data.frame(
  row = which(kept), log2fc = fit$coefficients[, at], t = fit$t[, at], df = fit$df.total,
  p_value = fit$p.value[, at], correlation = correlation
)
cat("limma", as.character(packageVersion("limma")), "features", nrow(out), "correlation", correlation, "\n")
# every tenth feature, so that the file stays small; the fit and its prior are of all
out <- out[seq(1, nrow(out), 10), ]
for (column in names(out)[-1]) out[[column]] <- format(out[[column]], digits = 17, trim = TRUE)
write.table(out, file.path(arguments[2], "heart_blocks.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
