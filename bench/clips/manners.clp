;;; Miss Manners for CLIPS: seats guests so that neighbours differ in sex and share a hobby.
;;; Written from the published description (Brant, Grose, Lofaso, Miranker: Effects of database size on rule system performance, 1991).
;;; The guests come from the same place as those of the benchmark beside it: see ../manners-clips.sh.

(deftemplate guest (slot name) (slot sex) (slot hobby))
(deftemplate last-seat (slot seat))
(deftemplate context (slot state))
(deftemplate count (slot next))
(deftemplate seating
  (slot id) (slot parent) (slot left) (slot left-seat) (slot right) (slot right-seat) (slot path-done))
(deftemplate path (slot id) (slot name) (slot seat))
(deftemplate chosen (slot id) (slot name) (slot hobby))

(defrule assign-first-seat
  ?context <- (context (state start))
  (guest (name ?name))
  ?count <- (count (next ?id))
  =>
  (assert (seating (id ?id) (parent 0) (left ?name) (left-seat 1) (right ?name) (right-seat 1) (path-done yes)))
  (assert (path (id ?id) (name ?name) (seat 1)))
  (modify ?count (next (+ ?id 1)))
  (modify ?context (state assign-seats)))

(defrule find-seating
  ?context <- (context (state assign-seats))
  (seating (id ?parent) (right ?left) (right-seat ?seat) (path-done yes))
  (guest (name ?left) (sex ?sex) (hobby ?hobby))
  (guest (name ?right) (sex ~?sex) (hobby ?hobby))
  ?count <- (count (next ?id))
  (not (path (id ?parent) (name ?right)))
  (not (chosen (id ?parent) (name ?right) (hobby ?hobby)))
  =>
  (assert (seating (id ?id) (parent ?parent) (left ?left) (left-seat ?seat) (right ?right) (right-seat (+ ?seat 1))
    (path-done no)))
  (assert (path (id ?id) (name ?right) (seat (+ ?seat 1))))
  (assert (chosen (id ?parent) (name ?right) (hobby ?hobby)))
  (modify ?count (next (+ ?id 1)))
  (modify ?context (state make-path)))

(defrule make-path
  (context (state make-path))
  (seating (id ?id) (parent ?parent) (path-done no))
  (path (id ?parent) (name ?name) (seat ?seat))
  (not (path (id ?id) (name ?name)))
  =>
  (assert (path (id ?id) (name ?name) (seat ?seat))))

;;; After every place has been copied.
(defrule path-done
  (declare (salience -1))
  ?context <- (context (state make-path))
  ?seating <- (seating (path-done no))
  =>
  (modify ?seating (path-done yes))
  (modify ?context (state check-done)))

(defrule all-seated
  ?context <- (context (state check-done))
  (last-seat (seat ?seat))
  (seating (right-seat ?seat))
  =>
  (modify ?context (state done)))

;;; When not all sit.
(defrule continue
  (declare (salience -1))
  ?context <- (context (state check-done))
  =>
  (modify ?context (state assign-seats)))

(defrule print-place
  (context (state done))
  (last-seat (seat ?last))
  (seating (id ?id) (right-seat ?last))
  (path (id ?id) (name ?name) (seat ?seat))
  =>
  (printout t "seat " ?seat " " ?name crlf))
