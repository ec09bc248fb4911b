/** The type under which a dragged camera carries its id. */
export const cameraDragType = 'application/x-wandr-camera';
