# A prior variance that follows the number of peptides: limma's eBayes with a trend on log2 of the count, and the same
# with a loess curve in place of the spline, which is the definition of Zhu et al. 2020 (Mol Cell Proteomics 19:1047).
# usage: Rscript make_deqms.R OUT_FOLDER
suppressMessages(library(limma))
set.seed(1)

n <- 300
count <- 1 + rgeom(n, 0.2)
sd <- sqrt((0.02 + 0.3 / count) * 6 / rchisq(n, 6))
y <- matrix(rnorm(n * 8, 20, rep(sd, 8)), n)
y[1:30, 5:8] <- y[1:30, 5:8] + 0.8
y <- round(y, 4)
design <- cbind(1, rep(0:1, each = 4))
plain <- lmFit(y, design)
trend <- eBayes(plain, trend = log2(count))

d <- plain$df.residual
e <- log(plain$sigma^2) - digamma(d / 2) + log(d / 2)
curve <- fitted(loess(e ~ log2(count), span = 0.75))
d0 <- 2 * trigammaInverse(mean((e - curve)^2 - trigamma(d / 2)))
s0 <- exp(curve + digamma(d0 / 2) - log(d0 / 2))
posterior <- (d0 * s0 + d * plain$sigma^2) / (d0 + d)
t <- plain$coefficients[, 2] / plain$stdev.unscaled[, 2] / sqrt(posterior)

table <- data.frame(
  count = count, y, t = trend$t[, 2], p_value = trend$p.value[, 2], prior_df = trend$df.prior,
  prior_variance = trend$s2.prior, p_loess = 2 * pt(-abs(t), d0 + d)
)
for (column in names(table)[-(1:9)]) table[[column]] <- format(table[[column]], digits = 17, trim = TRUE)
write.table(table, file.path(commandArgs(TRUE)[1], "deqms.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
cat("limma", as.character(packageVersion("limma")), "\n")
